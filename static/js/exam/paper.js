// The paper in this officer's order: places 1 to n, each with its item, its options by letter, and its section.
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

export function arrange(document, order) {
  const places = [];
  const sections = document.sections.map((section, index) => {
    const byNumber = new Map(section.items.map((item) => [item.number, item]));
    const own = order[index].map(([number, positions]) => {
      const item = byNumber.get(number);
      const place = {
        place: places.length + 1,
        number,
        section: index,
        type: section.type,
        stem: item.stem,
        edition: item.edition,
        options: [...positions].map((position, at) => ({ ...item.options[Number(position)], letter: LETTERS[at] })),
      };
      places.push(place);
      return place;
    });
    return { index, type: section.type, marks: section.marks, rule: section.scoring_rule, places: own };
  });
  return { sections, places, byNumber: new Map(places.map((place) => [place.number, place])) };
}
