export { type SealedFor, Vault } from "./vault.ts";
export { VaultError, type VaultErrorCode } from "./vault-error.ts";
export {
  generateVaultKey,
  type KeySource,
  parseVaultKeys,
  readVaultKeys,
  type VaultKey,
  writeVaultKeys,
} from "./vault-keys.ts";
export { type MintedSigningSecret, mintSigningSecret } from "./signing-secret.ts";
