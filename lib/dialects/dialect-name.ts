/** The job APIs of other vendors that are served here, and read there as sources. */
export const DIALECT_NAMES = ["agenty", "ai-connect", "sentimatrix", "cluedin"] as const;
export type DialectName = (typeof DIALECT_NAMES)[number];
