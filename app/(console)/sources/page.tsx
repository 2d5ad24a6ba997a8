import type { Metadata } from "next";
import { SourcesPage } from "../../../components/sources/sources-page.tsx";
import { signedIn } from "../signed-in.ts";

export const metadata: Metadata = { title: "Sources" };

export default async function Page() {
  await signedIn("/sources");
  return <SourcesPage />;
}
