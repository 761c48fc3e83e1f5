// Stands for Stripe, Mollie and VIES, by the path that is asked for: each says what it says when all goes well.

import http from "node:http";

/** A server of them, not yet listening. */
export function services() {
  let made = 0;
  return http.createServer((request, response) => {
    made += 1;
    const [, answer] = [
      [/\/mandates/, { id: `mdt_${made}`, method: "directdebit", status: "valid" }],
      [/^\/v2\/customers/, { id: `cst_${made}` }],
      [/^\/v2\/payments/, { id: `tr_${made}`, status: "open" }],
      [/check-vat-number$/, { valid: true, requestIdentifier: "WAPIAAAAY1" }],
      [/./, { id: "cs_test_1", object: "checkout.session", url: "https://checkout.example/cs_test_1" }],
    ].find(([path]) => path.test(request.url));
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(answer));
  });
}
