// Times in the reader's time zone, with its name. Without scripts they stay in UTC, which is named too.

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const page = document.documentElement.lang;
const locale = page === "en" ? "en-GB" : page; // 3 March 2027, 17:05
const day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric" });
const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const named = new Intl.DateTimeFormat(locale, { timeZoneName: "long" });

if (zone && zone !== "UTC") {
  for (const time of document.querySelectorAll("time[data-moment]")) {
    const moment = new Date(time.dateTime);
    const name = named.formatToParts(moment).find((part) => part.type === "timeZoneName").value;
    time.title = time.textContent;
    time.textContent = `${day.format(moment)}, ${clock.format(moment)} ${name}`;
  }
}
