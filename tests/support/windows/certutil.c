/* Stands in for certutil.exe where cmd runs under wine, whose own does nothing: `certutil -hashfile FILE MD5` prints as that of Windows
 * does, and refuses an empty file as that does.
 */
#include <stdio.h>
#include <wchar.h>
#include <windows.h>

#include <wincrypt.h>

int wmain(int count, wchar_t **words) {
  /* As the real one, it takes what begins with a hyphen for an option. */
  if (count == 4 && words[2][0] == L'-') return 1;
  if (count != 4 || wcscmp(words[1], L"-hashfile") != 0 || wcscmp(words[3], L"MD5") != 0) return 1;
  FILE *file = _wfopen(words[2], L"rb");
  if (file == NULL) return 2;
  HCRYPTPROV provider;
  HCRYPTHASH hash;
  if (!CryptAcquireContextW(&provider, NULL, NULL, PROV_RSA_FULL, CRYPT_VERIFYCONTEXT)) return 3;
  if (!CryptCreateHash(provider, CALG_MD5, 0, 0, &hash)) return 3;
  BYTE piece[65536], digest[16];
  DWORD length, size = sizeof digest, total = 0;
  while ((length = fread(piece, 1, sizeof piece, file)) > 0) {
    CryptHashData(hash, piece, length, 0);
    total += length;
  }
  fclose(file);
  if (total == 0) {
    puts("CertUtil: -hashfile command FAILED: 0x800703ee (WIN32: 1006 ERROR_FILE_INVALID)");
    return 1006;
  }
  if (!CryptGetHashParam(hash, HP_HASHVAL, digest, &size, 0)) return 3;
  puts("MD5 hash of file:");
  for (DWORD at = 0; at < size; at++) printf("%02x", digest[at]);
  puts("\nCertUtil: -hashfile command completed successfully.");
  return 0;
}
