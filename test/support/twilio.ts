/** Twilio as a scenario has it: takes each text and keeps it, unless it is told to answer otherwise. Nothing else is reached. */
import { expect, vi } from "vitest";

export interface SentSms {
  readonly to: string;
  readonly body: string;
}

export interface FakeTwilio {
  /** In the order in which they came, whatever was answered. */
  readonly sms: SentSms[];
  answer: () => Response;
}

const SID = `SM${"fedcba9876543210".repeat(2)}`;

export function queued(): Response {
  return Response.json({ sid: SID, status: "queued" }, { status: 201 });
}

/** Stands for `fetch` until the mocks are restored. */
export function fakeTwilio(): FakeTwilio {
  const twilio: FakeTwilio = { sms: [], answer: queued };
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input) => {
    const request = input as Request;
    expect(new URL(request.url).hostname).toBe("api.twilio.com");
    const { To, Body } = Object.fromEntries(await request.formData()) as Record<string, string>;
    twilio.sms.push({ to: To!, body: Body! });
    return twilio.answer();
  });
  return twilio;
}
