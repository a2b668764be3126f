// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PL_SANDBOX_ERROR (pl_sandbox_error_quark ())
GQuark pl_sandbox_error_quark (void);

typedef enum
{
  PL_SANDBOX_ERROR_FAILED,
} PlSandboxError;

/* What the kernel agreed to. */
typedef struct
{
  gboolean undumpable; /* no core dump, no ptrace by the same person */
  gboolean landlock;   /* files outside the given folders are closed; FALSE where the kernel has no Landlock */
  gboolean seccomp;    /* no internet socket, no new program */
} PlSandboxReport;

gboolean pl_sandbox_enter (const char *const  *readable,
                           const char *const  *writable,
                           PlSandboxReport    *report,
                           GError            **error);

G_END_DECLS
