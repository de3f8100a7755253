"""What administrators edit."""
