import type { Explanation } from "./entry";

/** What a status means when its code says nothing; `{service}` stands for the service's name (commerce 4.2 and 4.3, billing 1.4). */
export const statusExplanations: Readonly<Record<number, Explanation>> = {
  400: { class: "request", meaning: "the service does not accept the request", retry: "never" },
  401: {
    class: "credentials",
    meaning: "the service does not accept the token",
    remedy: "Check that the application is registered in the partner tenant and enabled for the Partner Center API.",
    retry: "newToken",
  },
  403: {
    class: "permission",
    meaning: "this identity may not do that",
    remedy: "Check the application's roles in {service} and the relationship with the customer.",
    retry: "never",
  },
  404: { class: "missing", meaning: "there is no such thing, or this partner cannot see it", retry: "never" },
  405: { class: "unsupported", meaning: "the address does not take this method", retry: "never" },
  406: {
    class: "unsupported",
    meaning: "the service has no answer of the media type that was asked for",
    retry: "never",
  },
  408: { class: "service", meaning: "the service took too long", retry: "backoff" },
  409: { class: "busy", meaning: "the request conflicts with something that is under way", retry: "never" },
  410: { class: "unsupported", meaning: "{service} does not offer this any more", retry: "never" },
  412: {
    class: "state",
    meaning: "the resource was changed by somebody else in between",
    remedy: "Run the operation again.",
    retry: "never",
  },
  417: { class: "state", meaning: "a condition for the operation is not met", retry: "never" },
  429: {
    class: "throttled",
    meaning: "too many requests",
    remedy: "Wait as told, or run with less parallelism (`pulumi up --parallel 4`).",
    retry: "told",
  },
  500: { class: "service", meaning: "{service} failed", remedy: "Try again later.", retry: "backoff" },
  501: { class: "service", meaning: "{service} does not do this", retry: "never" },
  502: {
    class: "service",
    meaning: "{service} cannot be reached behind its gateway",
    remedy: "Try again later.",
    retry: "backoff",
  },
  503: { class: "service", meaning: "{service} is busy", remedy: "Try again later.", retry: "backoff" },
  504: {
    class: "service",
    meaning: "{service} did not answer its gateway in time",
    remedy: "Try again later.",
    retry: "backoff",
  },
};
