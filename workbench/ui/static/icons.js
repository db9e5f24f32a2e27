// Small line drawings, 16 by 16, drawn with the colour of the text around them.

const PATHS = {
  empty: "M8 3a5 5 0 1 0 0 10A5 5 0 0 0 8 3z",
  machine: "M4 5h8v7H4zM8 5V2.5M6.5 8v1.5M9.5 8v1.5M2.5 8v2M13.5 8v2",
  draft: "M3 13l1-3.5L11 2.5l2.5 2.5L6.5 12zM9.5 4l2.5 2.5",
  confirmed: "M3 8.500l3.5 3.500L13 4.5",
  reviewed: "M1.5 8.500L4.5 12l6-7.500M7.5 11l1 1 6-7.5",
  rejected: "M6.5 3.500L3 7l3.5 3.500M3 7h6a4 4 0 0 1 4 4v1.5",
  conflict: "M9 1.500L4 9h4l-1 5.500L12 7H8z",
  locked: "M4 7.500h8V13H4zM5.5 7.500V5a2.5 2.5 0 0 1 5 0v2.5",
  error: "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM5.8 5.800l4.4 4.400M10.2 5.800l-4.4 4.4",
  warning: "M8 2.500l6 11H2zM8 6.500v3.500M8 11.800v.2",
  doubt: "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM6.2 6.500a1.800 1.800 0 1 1 2.600 1.600c-.5.3-.8.6-.8 1.200M8 11.300v.2",
  note: "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM8 7.300V11M8 5v.2",
  comment: "M2.5 3h11v8H8l-3 2.500V11H2.500z",
  close: "M4 4l8 8M12 4l-8 8",
  previous: "M10 3.500L5.5 8l4.5 4.5",
  next: "M6 3.500L10.5 8 6 12.5",
  split: "M8 2v12M5.5 5.500L3 8l2.5 2.500M10.5 5.500L13 8l-2.5 2.5",
  merge: "M8 2v12M1.5 8h4M3.8 5.800L6 8l-2.2 2.200M14.5 8h-4M12.2 5.800L10 8l2.2 2.2",
  undo: "M5.5 3L2.5 6l3 3M2.5 6H9a4 4 0 0 1 0 8H6",
  copy: "M5.5 5.500h8v8h-8zM10.5 5.500v-3h-8v8h3",
  search: "M7 2.500a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.3 10.300L14 14",
  replace: "M2.5 5h9M9 2.500L11.5 5 9 7.500M13.5 11h-9M7 8.500L4.5 11 7 13.5",
  repeat: "M3 6.500A5 5 0 0 1 12 5l1 1.500M13 3v3.500H9.500M13 9.500A5 5 0 0 1 4 11L3 9.500M3 13V9.500h3.5",
  export: "M8 2v8M5 7l3 3 3-3M2.5 12v1.500h11V12",
  upload: "M8 10.500v-8M5 5.500l3-3 3 3M2.5 12v1.500h11V12",
  keys: "M1.5 4.500h13v7.500h-13zM4 7h.2M6.5 7h.2M9 7h.2M11.5 7h.2M5 9.700h6",
  back: "M12.5 4.500v3a2 2 0 0 1-2 2H3.500M6 6.500l-3 3 3 3",
  play: "M4.5 3v10l8-5z",
  stop: "M4 4h8v8H4z",
  bin: "M3 4.500h10M6.5 4.500v-2h3v2M4.5 4.500L5 13.500h6l.5-9M7 7v4M9 7v4",
  user: "M8 2.500a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.400zM2.8 13.800c.4-2.8 2.4-4.2 5.2-4.200s4.8 1.4 5.2 4.2",
  cloud: "M4.5 12.500a3 3 0 0 1-.3-6A4 4 0 0 1 12 7.200a2.7 2.7 0 0 1-.3 5.300z",
};

/** The drawing of that name; it says nothing to a screen reader. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", "wb-icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
