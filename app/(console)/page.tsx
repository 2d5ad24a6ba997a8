import { Overview } from "../../components/overview/overview.tsx";

export default function OverviewPage() {
  return <Overview />;
}
