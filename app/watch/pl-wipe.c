// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/*
 * Freed memory is cleared in this program, whoever frees it.
 *
 * The words of a message pass through buffers of GLib that we cannot reach. With free () and realloc () of our own in the
 * executable, which the dynamic linker prefers to the C library's, no freed block keeps them. Only with glibc, whose
 * allocator can be called underneath; sanitizers bring an allocator of their own and are left alone.
 */

#include <features.h>

#if defined __GLIBC__ && !defined __SANITIZE_ADDRESS__ && !defined __SANITIZE_THREAD__ && !defined PL_NO_WIPE

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

extern void __libc_free (void *memory);

void
free (void *memory)
{
  if (memory == NULL)
    return;

  explicit_bzero (memory, malloc_usable_size (memory));
  __libc_free (memory);
}

void *
realloc (void   *memory,
         size_t  size)
{
  void *grown;
  size_t old_size;

  if (memory == NULL)
    return malloc (size);
  if (size == 0)
    {
      free (memory);
      return NULL;
    }

  old_size = malloc_usable_size (memory);
  if (size <= old_size && size >= old_size / 2)
    {
      explicit_bzero ((char *) memory + size, old_size - size);
      return memory;
    }

  grown = malloc (size);
  if (grown == NULL)
    return NULL;

  memcpy (grown, memory, old_size < size ? old_size : size);
  free (memory);

  return grown;
}

#endif
