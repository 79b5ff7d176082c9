import type { TokenSource, TokenWish } from "../client/authorise";
import { RefusedError } from "../client/errors";
import { type ServiceName, services } from "../client/services";
import type { Transport } from "../client/transport";
import type { Clock } from "../clock";
import { howToSet } from "../setting-facts";
import type { Settings } from "../settings";
import { readProof } from "./application-proof";
import { scopeFor } from "./audiences";
import { type ApplicationParts, MsalApplication } from "./msal-application";
import type { RefreshTokens } from "./refresh-tokens";
import { TokenLane } from "./token-lane";

/** Whose token it is. */
type Kind = "app" | "user";

/**
 * Tokens of an application and, with a refresh token, of a user, over MSAL. They are kept until shortly before they
 * expire, for each service, tenant and kind by itself.
 */
export class MsalTokenSource implements TokenSource {
  readonly #settings: Settings;
  readonly #clock: Clock;
  readonly #application: ApplicationParts;
  readonly #refreshTokens: RefreshTokens | undefined;
  readonly #lanes = new Map<string, TokenLane>();

  constructor(settings: Settings, transport: Transport, clock: Clock, refreshTokens?: RefreshTokens) {
    this.#settings = settings;
    this.#clock = clock;
    this.#application = { settings, transport, clock, proof: () => readProof(settings, transport, clock) };
    this.#refreshTokens = refreshTokens;
  }

  async getToken(wish: TokenWish): Promise<string> {
    const { service, force = false, signal, tenantId = this.#settings.identity.tenantId } = wish;
    return this.#lane(service, tenantId.toLowerCase(), this.#kindFor(wish)).get(force, signal);
  }

  /** A user goes wherever a user may go; the application alone, where only it may or where there is no user. */
  #kindFor({ credential, service, call }: TokenWish): Kind {
    if (credential === "app") return "app";
    if (this.#refreshTokens) return "user";
    if (credential === "either") return "app";
    throw new RefusedError(
      `${call} is open to a signed-in user only (App+User), and only an application is set; nothing was sent. It needs the ` +
        `refresh token of a user who has signed in to the application with multi-factor authentication and has a role for it in ` +
        `${services[service].title}. ${howToSet("refreshTokenFile")}`,
    );
  }

  #lane(service: ServiceName, tenantId: string, kind: Kind): TokenLane {
    const key = [service, tenantId, kind].join(" ");
    const lane = this.#lanes.get(key) ?? this.#newLane(service, tenantId, kind);
    this.#lanes.set(key, lane);
    return lane;
  }

  #newLane(service: ServiceName, tenantId: string, kind: Kind): TokenLane {
    const application = new MsalApplication(this.#application, tenantId);
    const scope = scopeFor(service, this.#settings.cloud);
    const users = this.#refreshTokens;
    const acquire =
      kind === "user" && users
        ? () => users.use((refreshToken) => application.byRefreshToken(scope, refreshToken))
        : () => application.byItself(scope);
    return new TokenLane(acquire, this.#clock);
  }
}
