/** A template taken apart: texts and the names of fields by turns, as they stand. */
export type TemplatePart = { text: string } | { field: string };

const PLACE = /\{\{([^{}]*)\}\}/g;

/** Takes `{{field}}` out of a template; null when a `{{` or `}}` has no other end. */
export function readTemplate(template: string): TemplatePart[] | null {
  if (/\{\{|\}\}/.test(template.replace(PLACE, ""))) return null;
  const parts: TemplatePart[] = [];
  let from = 0;
  for (const { 0: whole, 1: inside = "", index } of template.matchAll(PLACE)) {
    if (index > from) parts.push({ text: template.slice(from, index) });
    parts.push({ field: inside.trim() });
    from = index + whole.length;
  }
  if (from < template.length) parts.push({ text: template.slice(from) });
  return parts;
}

/** The text that a template makes; null as soon as it is longer than `most` characters. */
export function fillTemplate(
  parts: readonly TemplatePart[],
  textIn: (field: string) => string,
  most: number,
): string | null {
  let filled = "";
  for (const part of parts) {
    filled += "text" in part ? part.text : textIn(part.field);
    if (filled.length > most) return null;
  }
  return filled;
}
