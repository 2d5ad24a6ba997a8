const INDENT = "  ";

/**
 * JSON text with line breaks and indents. Strings and numbers are copied letter by letter, so that big numbers stay
 * exact; text that is not JSON comes back as it is.
 */
export function prettyJson(text: string): string {
  try {
    JSON.parse(text);
  } catch {
    return text;
  }
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+/g) ?? [];
  let depth = 0;
  let pretty = "";
  for (const [place, token] of tokens.entries()) {
    const next = tokens[place + 1];
    if (token === "{" || token === "[") {
      const empty = next === "}" || next === "]";
      if (!empty) depth++;
      pretty += empty ? token : `${token}${newLine(depth)}`;
    } else if (token === "}" || token === "]") {
      const empty = tokens[place - 1] === "{" || tokens[place - 1] === "[";
      if (!empty) depth--;
      pretty += empty ? token : `${newLine(depth)}${token}`;
    } else if (token === ",") {
      pretty += `,${newLine(depth)}`;
    } else {
      pretty += token === ":" ? ": " : token;
    }
  }
  return pretty;
}

function newLine(depth: number): string {
  return `\n${INDENT.repeat(depth)}`;
}
