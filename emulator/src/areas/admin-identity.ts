import { z } from "zod";
import { applicationCertificate } from "../certificates/certificates";
import { workloadIssuer } from "../entra/addresses";
import { addWorkload, workloadRequestUrl, workloadToken } from "../entra/workloads";
import type { AdminRoute } from "../http/routes";
import { addSecret, applicationOf, certificateOf, editConsent, findUser } from "../model/applications";
import { userRoles } from "../model/identities";
import type { Model } from "../model/model";
import { revokeSignIns, signInAgain } from "../model/sign-ins";
import { federatedCredential } from "../seed-file";
import { AdminNotFound, type AdminParts, admin, adminBody } from "./admin";

const instant = z.iso.datetime({ offset: true });
const secretBody = z.strictObject({ value: z.string().min(1).optional(), expiresAt: instant.optional() });
const secretEditBody = z.strictObject({ expiresAt: instant.nullable() });
const certificateBody = z.strictObject({ certificate: z.string().optional() });
const consentBody = z.strictObject({ tenantId: z.guid(), granted: z.boolean() });
const permissionsBody = z.strictObject({
  application: z.array(z.string()).optional(),
  delegated: z.array(z.string()).optional(),
});
const userBody = z.strictObject({ mfa: z.boolean().optional(), roles: z.array(z.enum(userRoles)).optional() });
const workloadBody = z.strictObject({
  subject: z.string().min(1),
  audience: z.string().default("api://AzureADTokenExchange"),
  claims: z.record(z.string(), z.unknown()).default({}),
});

/** What administrators do in Entra: credentials, consent, permissions, users and their sign-ins; and workloads outside. */
export function identityRoutes(parts: AdminParts): AdminRoute[] {
  return [...applicationRoutes(parts), ...userRoutes(parts), ...workloadRoutes(parts)];
}

function known(model: Model, clientId = "") {
  const application = applicationOf(model, clientId);
  if (application === undefined) {
    throw new AdminNotFound(`there is no application ${clientId}`);
  }
  return application;
}

function applicationRoutes({ model }: AdminParts): AdminRoute[] {
  const at = "/portal/applications/{clientId}";
  return [
    admin("POST", `${at}/secrets`, (incoming, { clientId }) => {
      const { value, expiresAt } = adminBody(incoming, secretBody);
      const ends = expiresAt === undefined ? undefined : Date.parse(expiresAt);
      return { status: 201, body: addSecret(model, known(model, clientId), { value, expiresAt: ends }) };
    }),
    admin("POST", `${at}/secrets/{secretId}`, (incoming, { clientId, secretId }) => {
      const secret = known(model, clientId).secrets.find((one) => one.id === secretId?.toLowerCase());
      if (secret === undefined) {
        throw new AdminNotFound(`the application ${clientId} has no secret ${secretId}`);
      }
      const { expiresAt } = adminBody(incoming, secretEditBody);
      secret.expiresAt = expiresAt === null ? null : Date.parse(expiresAt);
      return { status: 200, body: { id: secret.id, expiresAt } };
    }),
    admin("POST", `${at}/certificates`, (incoming, { clientId }) => {
      const { certificate } = adminBody(incoming, certificateBody);
      const application = known(model, clientId);
      const made = certificate === undefined ? applicationCertificate() : { certificate };
      const registered = certificateOf(made.certificate);
      application.certificates.push(registered);
      const { thumbprint, thumbprintSha256 } = registered;
      return { status: 201, body: { thumbprint, thumbprintSha256, ...made } };
    }),
    admin("POST", `${at}/federatedCredentials`, (incoming, { clientId }) => {
      const credential = adminBody(incoming, federatedCredential);
      known(model, clientId).federatedCredentials.push(credential);
      return { status: 201, body: credential };
    }),
    admin("POST", `${at}/consent`, (incoming, { clientId }) => {
      const { tenantId, granted } = adminBody(incoming, consentBody);
      editConsent(known(model, clientId), tenantId, granted);
      return { status: 200, body: { clientId, tenantId, granted } };
    }),
    admin("POST", `${at}/permissions`, (incoming, { clientId }) => {
      const application = known(model, clientId);
      const { application: own = application.graphPermissions, delegated = application.graphDelegations } = adminBody(
        incoming,
        permissionsBody,
      );
      application.graphPermissions = own;
      application.graphDelegations = delegated;
      return { status: 200, body: { clientId, application: own, delegated } };
    }),
  ];
}

function userRoutes({ model }: AdminParts): AdminRoute[] {
  const userOf = (id = "") => {
    const found = findUser(model, id);
    if (found === undefined) {
      throw new AdminNotFound(`there is no user ${id}`);
    }
    return found;
  };
  return [
    admin("POST", "/portal/users/{id}", (incoming, { id }) => {
      const { user } = userOf(id);
      const { mfa = user.mfa, roles = user.roles } = adminBody(incoming, userBody);
      user.mfa = mfa;
      user.roles = roles;
      return { status: 200, body: { userPrincipalName: user.userPrincipalName, mfa, roles } };
    }),
    admin("POST", "/portal/users/{id}/signIn", (_incoming, { id }) => {
      const { partner, user } = userOf(id);
      const refreshToken = signInAgain(model, partner, user);
      return { status: 201, body: { userPrincipalName: user.userPrincipalName, mfa: user.mfa, refreshToken } };
    }),
    admin("POST", "/portal/users/{id}/revoke", (_incoming, { id }) => {
      const { user } = userOf(id);
      return {
        status: 200,
        body: { userPrincipalName: user.userPrincipalName, revoked: revokeSignIns(model, user) },
      };
    }),
  ];
}

function workloadRoutes({ model, addresses }: AdminParts): AdminRoute[] {
  return [
    admin("POST", "/portal/workloads", (incoming) => {
      const { subject, audience, claims } = adminBody(incoming, workloadBody);
      const requestToken = addWorkload(model, { subject, claims });
      return {
        status: 201,
        body: {
          issuer: workloadIssuer(addresses),
          subject,
          token: workloadToken(model, addresses, { subject, claims }, audience),
          requestUrl: workloadRequestUrl(addresses),
          requestToken,
        },
      };
    }),
  ];
}
