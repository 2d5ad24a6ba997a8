import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { readReference, readTypes, TYPES } from "../../../../../components/api-reference/reference-model.ts";
import { ReferenceSection, ReferenceTypes } from "../../../../../components/api-reference/reference-parts.tsx";
import { getApp } from "../../../../../server/app.ts";
import { openApiDocument } from "../../../../api/openapi.json/document.ts";
import { signedIn } from "../../../signed-in.ts";

export default async function Page({ params }: { params: Promise<{ part: string }> }) {
  const { part } = await params;
  await signedIn(`/docs/api/${part}`);
  const document = openApiDocument();
  if (part === TYPES) return <ReferenceTypes types={readTypes(document)} />;
  const host = (await headers()).get("host");
  const origin = getApp().config.publicUrl ?? `http://${host ?? "localhost"}`;
  for (const api of readReference(document, origin)) {
    const section = api.sections.find(({ slug }) => slug === part);
    if (section !== undefined) return <ReferenceSection api={api.name} section={section} />;
  }
  notFound();
}
