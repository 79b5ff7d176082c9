/** The engine that started this process, as far as a provider may talk to it. */
export interface EngineLink {
  /**
   * Asks the engine for an answer. False when it is dead: whatever is begun now would be nobody's. True when no
   * address is known.
   */
  alive(): Promise<boolean>;
  /** Shows a text on the row of `urn`. Never throws; a dead or slow engine loses the text. */
  log(severity: "info" | "warning", text: string, options: { urn?: string; ephemeral?: boolean }): Promise<void>;
}
