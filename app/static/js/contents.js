// In the list of sections beside a case, the section that is being read is marked.
const sectionLinks = [...document.querySelectorAll(".case__contents a")];
const onScreen = new Set();
const watcher = new IntersectionObserver(
  (changes) => {
    changes.forEach(({ target, isIntersecting }) => onScreen[isIntersecting ? "add" : "delete"](target.id));
    const current = sectionLinks.find((link) => onScreen.has(link.hash.slice(1)));
    if (!current) return;
    sectionLinks.forEach((link) => link.removeAttribute("aria-current"));
    current.setAttribute("aria-current", "true");
  },
  { rootMargin: "-10% 0px -60% 0px" },
);
sectionLinks.forEach((link) => watcher.observe(document.getElementById(link.hash.slice(1))));
