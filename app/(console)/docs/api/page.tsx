import { readReference, readTypes } from "../../../../components/api-reference/reference-model.ts";
import { ReferenceOverview } from "../../../../components/api-reference/reference-parts.tsx";
import { openApiDocument } from "../../../api/openapi.json/document.ts";
import { signedIn } from "../../signed-in.ts";

export default async function Page() {
  await signedIn("/docs/api");
  const document = openApiDocument();
  return <ReferenceOverview apis={readReference(document, "")} types={readTypes(document).length} />;
}
