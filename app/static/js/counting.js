// Counters of words and characters, by the same rule as case_studies/word_count.py.

// The same characters as in case_studies/scripts.py
const HAN_CHARACTER = /[\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/gu;

// A letter or a digit with its combining marks, optional hyphens and joiners
const SIGN = "(?:[\\p{L}\\p{N}][\\p{M}\\u00ad\\u200c\\u200d]*)+";
const WORD = new RegExp(`${SIGN}(?:(?:['’ʼ.\\-\\u2010\\u2011]|(?<=\\p{N}),(?=\\p{N}))${SIGN})*`, "gu");

const occurrences = (text, pattern) => (text.match(pattern) || []).length;

// Two Chinese characters count as one word
const countOf = {
  words: (text) => {
    const composed = text.normalize("NFC");
    const han = occurrences(composed, HAN_CHARACTER);
    return occurrences(composed.replace(HAN_CHARACTER, " "), WORD) + Math.ceil(han / 2);
  },
  characters: (text) => [...text.trim().normalize("NFC")].length,
};

// The words or characters left, beside the field and, after a pause in typing, for screen readers.
function attachCounter(field) {
  const limit = document.getElementById(field.id + "-limit");
  if (!limit) return;
  const unit = field.dataset.maxWords ? "words" : "characters";
  const most = Number(field.dataset.maxWords || field.dataset.maxLength);
  let pause;
  const update = () => {
    const left = most - countOf[unit](field.value);
    const sentence = left < 0 ? limit.dataset.over : limit.dataset.left;
    limit.textContent = sentence.replace("{n}", Math.abs(left).toLocaleString(document.documentElement.lang));
    limit.classList.toggle("is-over", left < 0);
  };
  field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(update, 400);
  });
  if (field.value) update();
  limit.setAttribute("aria-live", "polite");
}

document.querySelectorAll("[data-max-words], [data-max-length]").forEach(attachCounter);
