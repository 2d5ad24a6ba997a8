import type { ElementNode } from "./document.ts";

/** Elements that do not part words; the text of all others stands apart from its neighbours'. */
const INLINE = new Set(
  (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q s samp small span strike " +
    "strong sub sup time tt u var wbr"
  ).split(" "),
);
const UNSEEN = new Set(["script", "style", "template", "noscript"]);

type Node = ElementNode["children"][number];

/**
 * The text of an element as a reader sees it: blocks, cells and line breaks part words, scripts and styles are left
 * out, and all white space is one space. Follows the tree without recursion, since pages choose how deep it is.
 */
export function elementText(element: ElementNode): string {
  const parts: string[] = [];
  const stack: (Node | " ")[] = element.children.toReversed();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node === " ") parts.push(node);
    else if (node.type === "text") parts.push(node.data);
    else if ("children" in node && !("name" in node && UNSEEN.has(node.name))) {
      const apart = "name" in node && !INLINE.has(node.name) && !node.name.includes("-");
      if (apart) {
        parts.push(" ");
        stack.push(" ");
      }
      for (let place = node.children.length - 1; place >= 0; place--) {
        const child = node.children[place];
        if (child !== undefined) stack.push(child);
      }
    }
  }
  return oneSpaced(parts.join(""));
}

/** Text with all white space, no-break spaces too, as single spaces, and none around it. */
function oneSpaced(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
