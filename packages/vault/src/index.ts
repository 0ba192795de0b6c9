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
