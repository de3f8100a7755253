"""How large files may be, and what reading one may cost."""

MEGABYTE = 1024 * 1024
LARGEST_FILE = 10 * MEGABYTE
LARGEST_CASE = 30 * MEGABYTE  # all files of a revision
MOST_FILES = 20  # of a revision
LARGEST_PIECE = 512 * 1024  # of a file that arrives in pieces
MOST_UPLOADS = 5  # that one account has not finished
UPLOAD_HOURS = 24  # after its start; then it is deleted
LONGEST_NAME = 120
LONGEST_DESCRIPTION = 300

MOST_TEXT = 100_000  # characters of a file that search reads
MOST_UNPACKED = 100 * MEGABYTE  # of an Office file
MOST_PARTS = 2000  # of an Office file
MOST_PIXELS = 60_000_000
MOST_PAGES = 500
LONGEST_SIDE = 2400  # pixels of a picture; a larger one is made smaller
PREVIEW_SIDE = 720

PROCESS_MEMORY = 1024 * MEGABYTE
PROCESS_CPU_SECONDS = 40
PROCESS_SECONDS = 50
TEXT_SECONDS = 15  # for the text of a PDF; search reads what was read by then
