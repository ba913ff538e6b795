// The description of the screening server that the package ships.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { Validator } from "@seriousme/openapi-schema-validator";

const document = JSON.parse(readFileSync(fileURLToPath(import.meta.resolve("prescreen/openapi.json")), "utf8"));
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
);

test("it is an OpenAPI document, version 3.1", async () => {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(structuredClone(document));
  assert.ok(valid, JSON.stringify(errors));
  assert.equal(validator.version, "3.1");
});

test("a document with a mistake in it is none", async () => {
  const broken = structuredClone(document);
  delete broken.paths["/v1/sessions"].post.responses;
  broken.paths["/v1/sessions"].post.parameters = [{ name: "x" }];
  assert.equal((await new Validator().validate(broken)).valid, false);
});

test("every operation has a name of its own, its answer, and its problems by status and code", () => {
  assert.equal(new Set(operations.map(({ operationId }) => operationId)).size, operations.length);
  for (const { operationId, responses } of operations) {
    assert.ok(
      Object.keys(responses).some((status) => status.startsWith("2")),
      operationId,
    );
    for (const [status, { content }] of Object.entries(responses)) {
      if (status.startsWith("2")) continue;
      const [, { properties }] = content["application/problem+json"].schema.allOf;
      assert.ok(properties.code.enum.length > 0, `${operationId} ${status}`);
    }
  }
});

test("only what the firm asks needs its credential", () => {
  const firm = operations.filter(({ security }) => security.some((scheme) => "host" in scheme));
  assert.deepEqual(firm.map(({ operationId }) => operationId).sort(), [
    "checkSession",
    "confirmHostStep",
    "excuseAttempt",
    "judgeProfile",
    "listDecided",
    "listSessions",
    "openSession",
    "readRecord",
    "readSession",
  ]);
});
