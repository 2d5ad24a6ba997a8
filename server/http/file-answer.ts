import { getApp } from "../app.ts";
import type { ExportedFile } from "../services/export-service.ts";

/**
 * Answers a file to be saved. Its parts are read no faster than the client takes them, and no further once it has gone.
 * What fails before the first part is an error as any other; what fails later breaks the connection, so that nobody
 * takes the beginning of a file for the whole.
 */
export async function answerFile(
  { request, requestId }: { request: Request; requestId: string },
  { name, contentType, parts }: ExportedFile,
): Promise<Response> {
  const headers = { "content-type": contentType, "content-disposition": `attachment; filename="${name}"` };
  if (request.method === "HEAD") return new Response(null, { headers });
  const first = await parts.next();
  return new Response(streamOf(first, parts, requestId), { headers });
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
