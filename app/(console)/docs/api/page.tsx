import type { Metadata } from "next";
import { headers } from "next/headers";
import { ApiReferencePage } from "../../../../components/api-reference/api-reference-page.tsx";
import { getApp } from "../../../../server/app.ts";
import { openApiDocument } from "../../../api/openapi.json/document.ts";
import { signedIn } from "../../signed-in.ts";

export const metadata: Metadata = { title: "API reference" };

export default async function Page() {
  await signedIn("/docs/api");
  const host = (await headers()).get("host");
  const origin = getApp().config.publicUrl ?? `http://${host ?? "localhost"}`;
  return <ApiReferencePage document={openApiDocument()} origin={origin} />;
}
