import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";

const DECODERS = {
  gzip: createGunzip,
  "x-gzip": createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
} as const;

/** The encodings that `readBody` can undo, as an Accept-Encoding header. */
export const ACCEPTED_ENCODINGS = "gzip, deflate, br";

/** The body, before or after unpacking, is larger than allowed. */
export class BodyTooLargeError extends Error {
  override readonly name = "BodyTooLargeError";
}

/** The body is packed in a way that was not asked for. */
export class UnknownEncodingError extends Error {
  override readonly name = "UnknownEncodingError";
  readonly encoding: string;

  constructor(encoding: string) {
    super(`content encoding ${encoding}`);
    this.encoding = encoding;
  }
}

/**
 * Reads a body to its end and unpacks it, holding at most `maxBytes` of it: a larger one is given up as soon as it is
 * known to be, whether it is large on the wire or only after unpacking. Throws as the streams do; aborts with `signal`.
 */
export async function readBody(
  body: Readable,
  options: { encoding: string | undefined; maxBytes: number; signal: AbortSignal },
): Promise<Buffer> {
  const encoding = options.encoding?.trim().toLowerCase() ?? "identity";
  const chunks: Buffer[] = [];
  const limited = limitedTo(options.maxBytes);
  const collect = async (source: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of limitedTo(options.maxBytes)(source)) chunks.push(chunk);
  };
  if (encoding === "identity" || encoding === "") {
    await pipeline(body, collect, { signal: options.signal });
  } else {
    const createDecoder = Object.hasOwn(DECODERS, encoding) ? DECODERS[encoding as keyof typeof DECODERS] : undefined;
    if (createDecoder === undefined) throw new UnknownEncodingError(encoding);
    await pipeline(body, limited, createDecoder(), collect, { signal: options.signal });
  }
  return Buffer.concat(chunks);
}

function limitedTo(maxBytes: number): (source: AsyncIterable<Buffer>) => AsyncGenerator<Buffer> {
  return async function* limited(source) {
    let bytes = 0;
    for await (const chunk of source) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) throw new BodyTooLargeError(`more than ${maxBytes} bytes`);
      yield chunk;
    }
  };
}
