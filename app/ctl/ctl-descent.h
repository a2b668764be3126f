// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Stochastic gradient descent, for whatever is an array of numbers: Adam (Kingma and Ba 2015). */

/* What a step remembers of the steps before it: of each number the mean of its slopes and of their squares. */
typedef struct
{
  float *mean;
  float *square;
} PlDescent;

void  pl_descent_spread      (float           *numbers,
                              gsize            n,
                              double           width,
                              GRand           *random);
void  pl_descent_shuffle     (guint           *order,
                              guint            n,
                              GRand           *random);
float pl_descent_get_rate    (double           rate,
                              guint            step);
void  pl_descent_move        (const PlDescent *self,
                              float           *numbers,
                              float           *gradient,
                              gsize            n,
                              float            share,
                              float            rate);

G_END_DECLS
