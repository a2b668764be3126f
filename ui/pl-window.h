// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-directory.h"
#include "pl-engine.h"
#include "pl-family-client.h"
#include "pl-watch-client.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What the window is given; it borrows all of it from the application. */
typedef struct
{
  PlWatchClient *watch;
  PlFamilyClient *family;
  GSettings *settings;
  PlDirectory *directory;      /* (nullable): none could be opened */
  const char *directory_error; /* (nullable): why, one line for people */
  PlEngine *engine;            /* (nullable): none could be opened */
  const char *engine_error;    /* (nullable): why, one line for people */
} PlWindowNeeds;

#define PL_TYPE_WINDOW (pl_window_get_type ())
G_DECLARE_FINAL_TYPE (PlWindow, pl_window, PL, WINDOW, AdwApplicationWindow)

PlWindow *pl_window_new         (GtkApplication      *application,
                                 const PlWindowNeeds *needs);
void      pl_window_open        (PlWindow            *self,
                                 const char          *page);
void      pl_window_ask         (PlWindow            *self,
                                 const char          *prompt_id);
void      pl_window_open_note   (PlWindow            *self,
                                 const char          *kind,
                                 const char          *account);
void      pl_window_say         (PlWindow            *self,
                                 const char          *text);
void      pl_window_forget      (PlWindow            *self);

G_END_DECLS
