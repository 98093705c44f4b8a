// What one sees: the question, the palette, the badge. Text goes in as text, never as markup.
export function fill(words, values) {
  return words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function element(tag, props = {}, ...children) {
  const { dataset, ...rest } = props;
  const node = Object.assign(document.createElement(tag), rest);
  Object.assign(node.dataset, dataset);
  node.append(...children);
  return node;
}

export function sectionTitle(section, words) {
  return fill(words.section, { number: words.numerals[section.index] ?? section.index + 1, type: words.types[section.type] });
}

export function showQuestion(box, paper, place, answers, words) {
  const { answer } = answers.get(place.number);
  const section = paper.sections[place.section];
  const rules = section.type === "multiple" ? words.rules[section.rule] : words.rules.single;
  const where = fill(words.where, { place: place.place, count: paper.places.length });
  const note = fill(words.marks, { marks: section.marks, rule: rules });
  const single = section.type !== "multiple";
  const stem = element("p", { id: "stem", tabIndex: -1 }, element("strong", {}, `${place.place}. `), place.stem);
  const options = place.options.map((option) => {
    const on = answer.includes(option.id);
    const input = element("input", { type: single ? "radio" : "checkbox", name: "answer", value: option.id, checked: on });
    return element("label", { className: on ? "opt on" : "opt" }, input, element("kbd", {}, option.letter), element("span", {}, option.text));
  });
  const group = element("div", { role: single ? "radiogroup" : "group" }, ...options);
  group.setAttribute("aria-labelledby", "stem");
  const help = element("p", { className: "small muted wide-only" }, fill(words.keys, { last: place.options.at(-1).letter }));
  box.replaceChildren(element("div", { className: "small muted" }, `${sectionTitle(section, words)}${note}\u3000${where}`), stem, group, help);
  box.scrollTop = 0;
}

// A change keeps the question's nodes, so that focus stays where it is.
export function showChoice(box, place, answers) {
  const { answer } = answers.get(place.number);
  for (const label of box.querySelectorAll(".opt")) {
    const on = answer.includes(label.firstChild.value);
    label.firstChild.checked = on;
    label.classList.toggle("on", on);
  }
}

export function buildPalette(box, paper, words) {
  for (const section of paper.sections) {
    const numbers = section.places.map((place) =>
      element("li", { id: `n${place.number}` }, element("button", { type: "button", dataset: { place: place.place } }, String(place.place))),
    );
    box.append(element("div", { className: "small" }, sectionTitle(section, words)), element("ol", {}, ...numbers));
  }
}

export function showPalette(paper, answers, current, words) {
  let answered = 0;
  let flags = 0;
  for (const place of paper.places) {
    const entry = answers.get(place.number);
    const has = entry.answer.length > 0;
    answered += has;
    flags += entry.flagged;
    const cell = document.getElementById(`n${place.number}`);
    cell.className = [has && "a", entry.flagged && "f", place === current && "c"].filter(Boolean).join(" ");
    const parts = [has ? words.answered : words.unanswered, entry.flagged && words.flagged].filter(Boolean);
    cell.firstChild.setAttribute("aria-label", fill(words.cell, { place: place.place, state: parts.join(words.comma) }));
    cell.firstChild.toggleAttribute("aria-current", place === current);
  }
  return { answered, unanswered: paper.places.length - answered, flags };
}

export function showBadge(badge, kind, text) {
  const shape = { ok: "tick", warn: "tri", brand: "half" }[kind];
  badge.className = `badge ${kind}`;
  badge.replaceChildren(element("i", { className: `mk ${shape}` }), text);
}
