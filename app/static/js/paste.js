// Text from Word, a mail, a browser or a spreadsheet becomes Markdown where it is pasted. Turndown (vendor/turndown)
// walks through the elements; here is what it doesn't know: Word's lists, tables, and what nobody wants to paste.

// Comments, tracked deletions, hidden text, pictures
const UNWANTED =
  "style, script, meta, link, title, head, xml, img, svg, del[cite], del[datetime], .msocomtxt, .MsoCommentReference," +
  ' [style*="mso-element:comment" i], [style*="mso-hide:all" i], [style*="display:none" i], [style*="display: none" i]';

const styleOf = (element) => element.getAttribute("style") || "";
const make = (name) => document.createElement(name);

function rename(element, name) {
  const other = make(name);
  other.append(...element.childNodes);
  element.replaceWith(other);
  return other;
}

// Word writes each item of a list as a paragraph with its level and a bullet or number of its own.
function readWordLists(body) {
  let lists = [];
  for (const item of body.querySelectorAll('[style*="mso-list:" i]')) {
    const level = Number((styleOf(item).match(/level(\d+)/i) || [])[1] || 0);
    if (!level || item.closest("li")) continue;
    const ignored = [...item.querySelectorAll("span")].find((span) => /mso-list:\s*ignore/i.test(styleOf(span)));
    const sign = (ignored ? ignored.textContent : "").trim();
    if (ignored) ignored.remove();
    const number = sign.match(/^(\d+)[.)]$/);
    const previous = item.previousElementSibling;
    if (!lists.length || !previous || previous !== lists[0]) lists = [];
    lists.length = Math.min(lists.length, level);
    const kind = number ? "OL" : "UL";
    if (lists.length === level && lists[level - 1].tagName !== kind) lists.length = level - 1;
    while (lists.length < level) {
      const list = make(kind);
      const outer = lists[lists.length - 1];
      if (outer) (outer.lastElementChild || outer.appendChild(make("li"))).append(list);
      else item.before(list);
      lists.push(list);
    }
    const entry = make("li");
    if (number) entry.value = Number(number[1]);
    else if (/^\(?[\p{L}\d][\p{L}\d.]*[.)]$/u.test(sign)) entry.append(`${sign} `); // a) or 1.2. is kept as text
    entry.append(...item.childNodes);
    lists[level - 1].append(entry);
    item.remove();
  }
}

// Google Docs and LibreOffice put a list beside the item that it belongs to, and a paragraph into each item.
function repairLists(body) {
  for (const list of body.querySelectorAll(":is(ul, ol) > :is(ul, ol)")) {
    const item = list.previousElementSibling;
    if (item) item.append(list);
  }
  for (const paragraph of body.querySelectorAll("li > :is(p, div):first-child")) paragraph.replaceWith(...paragraph.childNodes);
}

// Bold and italics that are said by a style
function readStyles(body) {
  for (const element of body.querySelectorAll("b[style], strong[style]")) {
    if (/font-weight:\s*(normal|400)/i.test(styleOf(element))) element.replaceWith(...element.childNodes);
  }
  for (const span of body.querySelectorAll("span[style]")) {
    if (/font-style:\s*italic/i.test(styleOf(span))) span.replaceChildren(rename(span.cloneNode(true), "em"));
    if (/font-weight:\s*(bold|[6-9]00)/i.test(styleOf(span))) span.replaceChildren(rename(span.cloneNode(true), "strong"));
  }
  for (const element of body.querySelectorAll(":is(h1, h2, h3, h4, h5, h6, th) :is(b, strong, em, i)")) {
    element.replaceWith(...element.childNodes);
  }
  for (const title of body.querySelectorAll("p.MsoTitle")) rename(title, "h1");
}

// A table with one column, or with a table inside, is the layout of a mail or a page.
function unwrapLayouts(body) {
  for (const table of [...body.querySelectorAll("table")].reverse()) {
    const wide = [...table.rows].some((row) => row.cells.length > 1);
    if (wide && !table.querySelector("table") && table.rows.length > 1) continue;
    const box = make("div");
    for (const cell of table.querySelectorAll("td, th")) {
      const part = make("div");
      part.append(...cell.childNodes);
      box.append(part);
    }
    table.replaceWith(box);
  }
}

// Mail programs and search engines wrap the address of a link in one of their own.
function plainAddress(address) {
  if (!/^(https?:|mailto:)/i.test(address)) return "";
  const { hostname, pathname, searchParams } = new URL(address);
  if (hostname.endsWith(".safelinks.protection.outlook.com")) return plainAddress(searchParams.get("url") || "");
  if (/^www\.google\.[a-z.]+$/.test(hostname) && pathname === "/url") return plainAddress(searchParams.get("q") || "");
  return address;
}

const cellText = (cell, convert) =>
  convert(cell)
    .replace(/\|/g, "\\|")
    .replace(/^\s*[-+*]\s+/gm, "• ")
    .replace(/\s*\n+\s*/g, "<br>")
    .trim();

// Cells that cover several columns or rows keep their text in the first one.
function tableRows(table, convert) {
  const rows = [...table.rows].map(() => []);
  [...table.rows].forEach((row, down) => {
    for (const cell of row.cells) {
      let across = 0;
      while (rows[down][across] !== undefined) across += 1;
      const height = Math.min(cell.rowSpan || 1, rows.length - down);
      for (let y = 0; y < height; y += 1) {
        for (let x = 0; x < Math.min(cell.colSpan, 50); x += 1) rows[down + y][across + x] = y || x ? "" : cellText(cell, convert);
      }
    }
  });
  const filled = rows.filter((row) => row.some((text) => text));
  const width = Math.max(0, ...filled.map((row) => row.length));
  return filled.map((row) => Array.from({ length: width }, (_, column) => row[column] || ""));
}

function tableMarkdown(table, convert) {
  const [head, ...rows] = tableRows(table, convert);
  if (!head) return "";
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return `\n\n${[line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n")}\n\n`;
}

function itemMarkdown(content, item) {
  const list = item.parentNode;
  const items = [...list.children].filter((child) => child.tagName === "LI");
  let number = list.start || 1;
  for (const before of items.slice(0, items.indexOf(item) + 1)) number = before.value || (before === items[0] ? number : number + 1);
  const marker = list.tagName === "OL" ? `${number}. ` : "- ";
  const text = content.trim().replace(/\n{2,}(?=\s*(?:[-+*]|\d+\.) )/g, "\n").replace(/\n(?=.)/g, `\n${" ".repeat(marker.length)}`);
  return text ? `${marker}${text}${item === items[items.length - 1] ? "" : "\n"}` : "";
}

function converter() {
  const service = new TurndownService({ headingStyle: "atx", bulletListMarker: "-", emDelimiter: "*", br: "" });
  // Only what would be read as Markdown is escaped, so that the text in the field stays readable
  service.escape = (text) => text.replace(/[*`\\]/g, "\\$&").replace(/^(#{1,6}\s)/gm, "\\$1").replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_");
  service.addRule("item", { filter: "li", replacement: itemMarkdown });
  service.addRule("table", { filter: "table", replacement: (_, table) => tableMarkdown(table, (cell) => service.turndown(cell)) });
  service.addRule("link", {
    filter: (node) => node.nodeName === "A",
    replacement: (content, link) => {
      const address = plainAddress(link.getAttribute("href") || "");
      const text = content.trim();
      return !address || !text ? content : text.replace(/\\/g, "") === address ? address : `[${text}](${address.replace(/[()\s]/g, encodeURIComponent)})`;
    },
  });
  return service;
}

// Return the Markdown of HTML from the clipboard.
function markdownOf(html) {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  body.querySelectorAll(UNWANTED).forEach((element) => element.remove());
  body.querySelectorAll("o\\:p").forEach((element) => element.replaceWith(...element.childNodes));
  readWordLists(body);
  repairLists(body);
  readStyles(body);
  unwrapLayouts(body);
  const markdown = converter().turndown(body);
  return markdown.replace(/[\u200b\ufeff]/g, "").replace(/^[^\S\n]+$/gm, "").replace(/\n{3,}/g, "\n\n").trim();
}
