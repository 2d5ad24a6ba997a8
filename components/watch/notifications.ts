/** How somebody can be told although they look elsewhere. `blocked`: they or the browser said no; `missing`: there is no way. */
export type NotificationWay = "allowed" | "blocked" | "missing";

/** Asks for leave to notify, if nobody has yet; only in answer to a click or a key. */
export async function askToNotify(): Promise<NotificationWay> {
  if (typeof Notification === "undefined" || !window.isSecureContext) return "missing";
  const permission =
    Notification.permission === "default" ? await Notification.requestPermission() : Notification.permission;
  return permission === "granted" ? "allowed" : "blocked";
}

/** Shows a notification of the browser, where that is allowed; a click on it brings this tab to an address. */
export function notify(title: string, { body, tag, href }: { body: string; tag: string; href: string }): void {
  if (typeof Notification === "undefined" || Notification.permission !== "granted") return;
  try {
    const shown = new Notification(title, { body, tag });
    shown.onclick = () => {
      window.focus();
      window.location.assign(href);
      shown.close();
    };
  } catch {
    // Android's browsers let only service workers notify. The title and the message in the page are left.
  }
}
