import { getApp } from "../app.ts";
import type { ExportedFile } from "../services/export-service.ts";

interface Asked {
  request: Request;
  requestId: string;
}

/** Answers a file to be saved, as `answerText` answers texts. */
export async function answerFile(asked: Asked, { name, contentType, parts }: ExportedFile): Promise<Response> {
  return await answerText(asked, { "content-type": contentType, "content-disposition": attachment(name) }, parts);
}

/**
 * Answers a text of any length. Its parts are read no faster than the client takes them, and no further once it has gone.
 * What fails before the first part is an error as any other; what fails later breaks the connection, so that nobody
 * takes the beginning of a text for the whole.
 */
export async function answerText(
  { request, requestId }: Asked,
  headers: Record<string, string>,
  parts: ExportedFile["parts"],
): Promise<Response> {
  if (request.method === "HEAD") return new Response(null, { headers });
  const first = await parts.next();
  return new Response(streamOf(first, parts, requestId), { headers });
}

/** A name beyond ASCII stands there twice (RFC 6266): as far as ASCII goes, and whole. */
function attachment(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\]/g, "_");
  const whole = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="${ascii}"${ascii === name ? "" : `; filename*=UTF-8''${whole}`}`;
}

function streamOf(
  first: IteratorResult<string, void>,
  parts: ExportedFile["parts"],
  requestId: string,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let held: typeof first | undefined = first;
  let gone = false;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const part = held ?? (await parts.next());
          held = undefined;
          if (gone) return;
          if (part.done) controller.close();
          else controller.enqueue(encoder.encode(part.value));
        } catch (error) {
          getApp().log.error({ err: error, requestId }, "An export broke off");
          controller.error(error);
        }
      },
      async cancel() {
        gone = true;
        await parts.return();
      },
    },
    { highWaterMark: 0 },
  );
}
