import { Compass } from "lucide-react";
import { ButtonLink } from "../components/ui/button.tsx";
import { EmptyState } from "../components/ui/empty-state.tsx";

export default function NotFound() {
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <EmptyState
        icon={Compass}
        title="There is nothing at this address"
        action={<ButtonLink href="/">Overview</ButtonLink>}
      >
        The link may be old, or was cut off on its way.
      </EmptyState>
    </main>
  );
}
