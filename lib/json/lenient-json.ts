// A string is taken whole, so that nothing in it is changed.
const STRING_OR_ZEROS = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"|(?<![\w.+-])(-?)0+(?=\d)/g;

/**
 * Parses JSON, also such as has numbers with zeros before them (`001`), which some servers send. @throws SyntaxError for
 * anything else that is no JSON
 */
export function parseLenient(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const mended = text.replace(STRING_OR_ZEROS, (found, sign: string | undefined) =>
      sign === undefined ? found : sign,
    );
    if (mended === text) throw error;
    return JSON.parse(mended);
  }
}
