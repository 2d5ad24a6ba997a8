import type { Metadata } from "next";
import type { ReactNode } from "react";
import { ReferenceFrame } from "../../../../components/api-reference/reference-frame.tsx";
import { openApiDocument } from "../../../api/openapi.json/document.ts";

export const metadata: Metadata = { title: "API reference" };

export default function Layout({ children }: { children: ReactNode }) {
  return <ReferenceFrame document={openApiDocument()}>{children}</ReferenceFrame>;
}
