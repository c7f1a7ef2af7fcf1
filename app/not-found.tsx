import { NoPage } from "@/components/layout/no-page";

export default function NotFound() {
  return (
    <main>
      <NoPage />
    </main>
  );
}
