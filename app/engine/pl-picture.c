// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-text.h"

typedef struct
{
  gunichar c;
  const char *name;
} Picture;

/* Emoji that stand in for a word, in order of code point. */
static const Picture pictures[] = {
  { 0x231A, "time" }, { 0x231B, "time" }, { 0x23F0, "time" }, { 0x23F1, "time" }, { 0x23F3, "time" },
  { 0x260E, "phone" }, { 0x2620, "dead" }, { 0x2665, "love" }, { 0x267F, "wheelchair" }, { 0x2693, "boat" }, { 0x26A0, "warning" },
  { 0x26BD, "soccer" }, { 0x26EA, "church" }, { 0x26FA, "camp" }, { 0x2702, "cut" }, { 0x2705, "yes" }, { 0x2708, "flight" },
  { 0x2709, "email" }, { 0x270B, "stop" }, { 0x2714, "yes" }, { 0x2716, "no" }, { 0x274C, "no" }, { 0x2753, "question" }, { 0x2763, "love" }, { 0x2764, "love" },
  { 0x2B50, "star" },
  { 0x1F30D, "world" }, { 0x1F31F, "star" }, { 0x1F339, "rose" }, { 0x1F345, "tomato" }, { 0x1F354, "food" }, { 0x1F355, "pizza" }, { 0x1F37A, "beer" },
  { 0x1F37B, "beer" }, { 0x1F37D, "food" }, { 0x1F377, "wine" }, { 0x1F381, "gift" }, { 0x1F382, "birthday" }, { 0x1F389, "party" }, { 0x1F393, "school" },
  { 0x1F3A4, "sing" }, { 0x1F3A5, "video" }, { 0x1F3AB, "ticket" }, { 0x1F3AE, "game" }, { 0x1F3B5, "music" }, { 0x1F3B6, "music" },
  { 0x1F3C0, "basketball" }, { 0x1F3E0, "house" }, { 0x1F3E1, "house" }, { 0x1F3E2, "office" }, { 0x1F3E5, "hospital" }, { 0x1F3E6, "bank" },
  { 0x1F3E8, "hotel" }, { 0x1F3EB, "school" }, { 0x1F440, "eyes" }, { 0x1F442, "listen" }, { 0x1F451, "queen" }, { 0x1F457, "dress" }, { 0x1F459, "bikini" },
  { 0x1F464, "person" }, { 0x1F465, "people" }, { 0x1F466, "boy" }, { 0x1F467, "girl" }, { 0x1F468, "dad" }, { 0x1F469, "mom" }, { 0x1F46A, "family" },
  { 0x1F46D, "friends" }, { 0x1F46E, "police" }, { 0x1F474, "grandpa" }, { 0x1F475, "grandma" }, { 0x1F476, "baby" }, { 0x1F478, "princess" }, { 0x1F480, "dead" },
  { 0x1F483, "dance" }, { 0x1F48A, "pills" }, { 0x1F48B, "kiss" }, { 0x1F48C, "love" }, { 0x1F48D, "ring" }, { 0x1F48E, "diamond" }, { 0x1F48F, "kiss" }, { 0x1F491, "love" },
  { 0x1F493, "love" }, { 0x1F494, "heartbreak" }, { 0x1F495, "love" }, { 0x1F496, "love" }, { 0x1F497, "love" }, { 0x1F498, "love" }, { 0x1F499, "love" },
  { 0x1F49A, "love" }, { 0x1F49B, "love" }, { 0x1F49C, "love" }, { 0x1F49D, "love" }, { 0x1F49E, "love" }, { 0x1F4A3, "bomb" }, { 0x1F4A4, "sleep" },
  { 0x1F4AC, "chat" }, { 0x1F4B0, "money" }, { 0x1F4B3, "card" }, { 0x1F4B4, "money" }, { 0x1F4B5, "money" }, { 0x1F4B6, "money" }, { 0x1F4B7, "money" }, { 0x1F4B8, "money" },
  { 0x1F4BB, "computer" }, { 0x1F4BC, "job" }, { 0x1F4C5, "date" }, { 0x1F4CD, "location" }, { 0x1F4DA, "books" }, { 0x1F4DE, "phone" }, { 0x1F4E7, "email" }, { 0x1F4E9, "message" },
  { 0x1F4F1, "phone" }, { 0x1F4F2, "phone" }, { 0x1F4F7, "pic" }, { 0x1F4F8, "pic" }, { 0x1F4F9, "video" }, { 0x1F4FD, "video" },
  { 0x1F510, "lock" }, { 0x1F511, "password" }, { 0x1F512, "lock" }, { 0x1F513, "unlock" }, { 0x1F52A, "knife" }, { 0x1F52B, "gun" },
  { 0x1F5A4, "love" }, { 0x1F5BC, "pic" }, { 0x1F5D1, "delete" }, { 0x1F5E3, "talk" }, { 0x1F60D, "love" }, { 0x1F618, "kiss" }, { 0x1F634, "sleep" }, { 0x1F64F, "please" },
  { 0x1F682, "train" }, { 0x1F685, "train" }, { 0x1F686, "train" }, { 0x1F68C, "bus" }, { 0x1F693, "police" }, { 0x1F694, "police" }, { 0x1F695, "taxi" }, { 0x1F697, "car" },
  { 0x1F698, "car" }, { 0x1F699, "car" }, { 0x1F69A, "truck" }, { 0x1F6AB, "no" }, { 0x1F6CF, "bed" }, { 0x1F6C2, "passport" }, { 0x1F6CD, "shopping" }, { 0x1F6D1, "stop" },
  { 0x1F6D2, "shopping" }, { 0x1F6EB, "flight" }, { 0x1F910, "secret" }, { 0x1F911, "money" }, { 0x1F91D, "deal" }, { 0x1F92B, "secret" }, { 0x1F933, "selfie" },
  { 0x1F970, "love" }, { 0x1F9E1, "love" }, { 0x1F9F3, "suitcase" }, { 0x1FA99, "money" }, { 0x1FAAA, "id" },
};

/**
 * pl_picture_get_name:
 * @c: an emoji
 *
 * Returns: (transfer none) (nullable): the word that it stands in for, in plain letters
 */
const char *
pl_picture_get_name (gunichar c)
{
  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    {
      if (pictures[i].c == c)
        return pictures[i].name;
    }

  return NULL;
}
