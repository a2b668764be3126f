// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* fastText (C++) as an anchor: the same text, in the same run. */
typedef struct _PlFasttext PlFasttext;

PlFasttext *pl_fasttext_open    (const char *path);
void        pl_fasttext_free    (PlFasttext *self);
float       pl_fasttext_predict (PlFasttext *self,
                                 char       *line,   /* ends with a newline */
                                 size_t      length);

#ifdef __cplusplus
}
#endif
