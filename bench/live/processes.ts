import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";

export interface Child<Sent, Received extends { type: string }> {
  send(message: Sent): void;
  /** The next message of this type; fails when the process ends or says that it failed. */
  receive<Type extends Received["type"]>(type: Type): Promise<Extract<Received, { type: Type }>>;
  stop(): Promise<void>;
}

/** Starts a module in a process of its own. */
export function startChild<Sent extends object, Received extends { type: string }>(
  module: URL,
  env: Record<string, string>,
): Child<Sent, Received> {
  const child: ChildProcess = fork(module, {
    env: { ...process.env, ...env },
    execArgv: [],
    serialization: "advanced",
  });
  const exited = once(child, "exit");
  return {
    send(message) {
      child.send(message);
    },
    receive: (type) =>
      new Promise((resolve, reject) => {
        const ended = () => reject(new Error(`${module.pathname} ended before it said "${type}".`));
        child.once("exit", ended);
        child.on("message", function take(message: Received) {
          if (message.type !== type && message.type !== "failed") return;
          child.off("message", take);
          child.off("exit", ended);
          if (isOfType(message, type)) resolve(message);
          else reject(new Error(`${module.pathname} failed: ${JSON.stringify(message)}`));
        });
      }),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const timer = setTimeout(() => child.kill("SIGKILL"), 15_000);
      if (child.connected) child.disconnect();
      await exited;
      clearTimeout(timer);
    },
  };
}

function isOfType<Message extends { type: string }, Type extends string>(
  message: Message,
  type: Type,
): message is Extract<Message, { type: Type }> {
  return message.type === type;
}
