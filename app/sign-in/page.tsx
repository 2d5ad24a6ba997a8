import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { SignInCard } from "../../components/sign-in/sign-in-card.tsx";
import { getApp } from "../../server/app.ts";

export const metadata: Metadata = { title: "Sign in", referrer: "no-referrer" };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SignInPage({ searchParams }: Props) {
  const { token, error, next } = await searchParams;
  const back = safePath(next);
  if (token === undefined && (await getApp().auth.authenticate(await headers())) !== null) redirect(back);
  return (
    <SignInCard
      token={typeof token === "string" && token !== "" ? token : null}
      error={error === "invalid" || error === "too-many" ? error : null}
      next={back}
    />
  );
}

/** A path of this console, and never another site. */
function safePath(next: string | string[] | undefined): string {
  return typeof next === "string" && /^\/(?![/\\])/.test(next) ? next : "/";
}
