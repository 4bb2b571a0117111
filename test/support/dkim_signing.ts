/** Signs mails as a sender's own server does, to be verified by ours: it shares no code with what verifies. */

export interface Signer {
  readonly algorithm: "rsa-sha256" | "ed25519-sha256";
  readonly key: CryptoKey;
  /** What DNS says under the selector. */
  readonly record: string;
}

export interface Signing {
  readonly domain: string;
  readonly selector: string;
  readonly form: "simple" | "relaxed";
  /** Written into the signature as they are: `l=10;`, `x=1;`. */
  readonly more?: string;
  readonly h?: string;
}

export async function rsaSigner(bits = 2_048): Promise<Signer> {
  const pair = await crypto.subtle.generateKey(
    {
      name: "RSASSA-PKCS1-v1_5",
      modulusLength: bits,
      publicExponent: new Uint8Array([1, 0, 1]),
      hash: "SHA-256",
    },
    true,
    ["sign", "verify"],
  ) as CryptoKeyPair;
  const spki = new Uint8Array(await crypto.subtle.exportKey("spki", pair.publicKey) as ArrayBuffer);
  return { algorithm: "rsa-sha256", key: pair.privateKey, record: `v=DKIM1; k=rsa; p=${spki.toBase64()}` };
}

export async function ed25519Signer(): Promise<Signer> {
  const pair = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]) as CryptoKeyPair;
  const raw = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey) as ArrayBuffer);
  return {
    algorithm: "ed25519-sha256",
    key: pair.privateKey,
    record: `v=DKIM1; k=ed25519; p=${raw.toBase64()}`,
  };
}

/** `mail` with a signature at its top. Its lines end with CRLF, its fields stand on one line each. */
export async function signed(mail: string, { algorithm, key }: Signer, signing: Signing): Promise<string> {
  const { domain, selector, form, more = "", h = "from:to:subject:date" } = signing;
  const split = mail.indexOf("\r\n\r\n");
  const fields = mail.slice(0, split).split("\r\n");
  const body = form === "simple"
    ? `${mail.slice(split + 4).replace(/(?:\r\n)*$/, "")}\r\n`
    : mail.slice(split + 4).split("\r\n").map((line) => line.replace(/[ \t]+/g, " ").replace(/ $/, "")).join(
      "\r\n",
    )
      .replace(/(?:\r\n)*$/, "\r\n").replace(/^\r\n$/, "");
  const bytes = (text: string) => new TextEncoder().encode(text);
  const bh = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes(body))).toBase64();
  const own =
    `DKIM-Signature: v=1; a=${algorithm}; c=${form}/${form}; d=${domain}; s=${selector};${more} h=${h}; bh=${bh}; b=`;
  const chosen = h.split(":").flatMap((name) =>
    fields.findLast((field) => field.toLowerCase().startsWith(`${name}:`)) ?? []
  );
  const canonical = [...chosen, own].map((field) => {
    if (form === "simple") return field;
    const [name, ...value] = field.split(":");
    return `${name!.toLowerCase()}:${value.join(":").replace(/[ \t]+/g, " ").trim()}`;
  }).join("\r\n");
  const data = algorithm === "rsa-sha256"
    ? bytes(canonical)
    : await crypto.subtle.digest("SHA-256", bytes(canonical));
  const name = algorithm === "rsa-sha256" ? "RSASSA-PKCS1-v1_5" : "Ed25519";
  const signature = new Uint8Array(await crypto.subtle.sign(name, key, data));
  return `${own}${signature.toBase64()}\r\n${mail}`;
}
