import { CopyButton } from "../ui/copy-button.tsx";
import { Prose } from "./prose.tsx";
import type { AnswerView, BodyView, OperationView } from "./reference-model.ts";
import { SchemaTree, TypeName } from "./schema-tree.tsx";

const HEADING = "mb-1 font-medium text-ink-2 text-xs";

/** One method of one address: what it takes, what it answers, and how to ask. */
export function OperationCard({ operation }: { operation: OperationView }) {
  const { id, method, path, summary, description, auth, parameters, body, answers, curl } = operation;
  return (
    <article aria-labelledby={id} className="flex flex-col gap-4 rounded-lg border bg-surface p-4 shadow-raised">
      <header className="flex flex-col gap-1">
        <h3 id={id} className="scroll-mt-20 font-semibold text-base">
          <a href={`#${id}`} className="hover:underline">
            {summary}
          </a>
        </h3>
        <p className="break-all font-mono text-sm">
          <span className="mr-2 font-semibold">{method}</span>
          <span className="text-ink-2">{path}</span>
        </p>
        {description !== null && (
          <p className="max-w-prose text-ink-2 text-sm">
            <Prose text={description} />
          </p>
        )}
      </header>
      <div>
        <h4 className={HEADING}>Credentials</h4>
        <p className="text-sm">
          {auth.length === 0
            ? "None."
            : auth
                .map((way) => `\`${way}\``)
                .map((way, place) => (
                  <span key={way}>
                    {place > 0 && " or "}
                    <Prose text={way} />
                  </span>
                ))}
        </p>
      </div>
      {parameters.map(({ title, rows }) => (
        <div key={title}>
          <h4 className={HEADING}>{title}</h4>
          <SchemaTree rows={rows} label={`${title}: parameters`} />
        </div>
      ))}
      {body !== null && (
        <div>
          <h4 className={HEADING}>Body{body.required ? "" : ", may be left out"}</h4>
          {body.bodies.map((each) => (
            <Body key={each.contentType} body={each} what="body" />
          ))}
        </div>
      )}
      <div>
        <h4 className={HEADING}>Answers</h4>
        <ul className="flex flex-col divide-y">
          {answers.map((answer) => (
            <Answer key={answer.status} answer={answer} />
          ))}
        </ul>
      </div>
      <div>
        <h4 className={HEADING}>In a terminal</h4>
        <div className="flex items-start justify-between gap-2 rounded-md border border-line-strong bg-sunken py-1.5 pr-1 pl-3">
          <code className="min-w-0 break-all font-mono text-sm">{curl}</code>
          <CopyButton text={curl} what="command" className="size-7 shrink-0" />
        </div>
      </div>
    </article>
  );
}

function Answer({ answer: { status, description, bodies } }: { answer: AnswerView }) {
  return (
    <li className="py-1.5 text-sm">
      <p>
        <span className="mr-3 font-mono font-semibold">{status === "default" ? "others" : status}</span>
        <span className="text-ink-2">
          <Prose text={description} />
        </span>
      </p>
      {bodies.map((body) => (
        <Body key={body.contentType} body={body} what={`answer ${status}`} />
      ))}
    </li>
  );
}

function Body({ body: { contentType, type, rows, example }, what }: { body: BodyView; what: string }) {
  return (
    <div className="mt-1 flex flex-col gap-1 text-sm">
      <p className="text-ink-2">
        <code className="font-mono">{contentType}</code>
        {": "}
        <TypeName type={type} />
      </p>
      {rows.length > 0 && <SchemaTree rows={rows} label={`Parts of the ${what}`} />}
      {example !== null && (
        <details>
          <summary className="w-fit rounded-sm text-ink-2 hover:text-ink">An example</summary>
          <pre className="mt-1 whitespace-pre-wrap break-all rounded-md bg-sunken p-3 font-mono text-xs">{example}</pre>
        </details>
      )}
    </div>
  );
}
