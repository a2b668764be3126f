// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-cards.h"

#include <glib/gi18n.h>

/* Written from public lists of signs, strengths first. In the table a line that starts with "#" is a heading and with "-" a point;
 * the mark is no part of the text that is translated. */
typedef struct
{
  char mark;
  const char *text;
} PlCardLine;

struct _PlCard
{
  const char *id;
  const char *title;
  const char *subtitle;
  PlCardLine lines[PL_CARD_MAX_LINES];
};

static const PlCard cards[] = {
  {
    "start", N_("Signs at the start"), N_("When a new chat moves fast"),
    {
      { ' ', N_("You are allowed to be careful and still be kind. Most new chats are fine. You get to set the pace.") },
      { '#', N_("Things to notice") },
      { '-', N_("Big praise very fast: you are special, grown up, the only one.") },
      { '-', N_("Many questions about your age, your school, or when you are alone.") },
      { '-', N_("Gifts, game money, a ride or a place to stay.") },
      { '-', N_("A wish to move to a private app, or to keep the chat a secret.") },
      { '-', N_("A job with high pay, no address, and a fee or your ID first.") },
      { '-', N_("A new friend your age who never shows a live face.") },
      { '#', N_("What you can do") },
      { '-', N_("Say no to one small thing. A good friend takes it well.") },
      { '-', N_("Wait a day. Talk to one person you trust.") },
      { '-', N_("Stay in the app where you can block and report.") },
      { '#', N_("What is not a sign") },
      { ' ', N_("Where someone comes from, how they speak, what they believe, who they love and how much money they have are not signs. One sign alone proves nothing. Seeing no sign does not prove that all is well.") },
    },
  },
  {
    "control", N_("Signs of control"), N_("When someone wants a lot of say over you"),
    {
      { ' ', N_("You have a right to your own time, friends, money and papers. Wanting that is not rude.") },
      { '#', N_("Things to notice") },
      { '-', N_("You owe me. The sum grows and never gets paid off.") },
      { '-', N_("They hold your ID, your phone or your pay.") },
      { '-', N_("They want your location, your passwords or an answer within minutes.") },
      { '-', N_("They talk you away from friends and family.") },
      { '-', N_("Warm one day, cold the next, until you do what they want.") },
      { '-', N_("They scare you with the police, with being sent away, or with your pictures.") },
      { '#', N_("What you can do") },
      { '-', N_("Talk to someone outside of it. You do not have to give a name.") },
      { '-', N_("Make a small plan: one place to go, one person to call.") },
      { '-', N_("Change settings and passwords when you feel ready. Big sudden changes can be noticed.") },
      { ' ', N_("It can also be someone in your family. It is still okay to ask for help.") },
    },
  },
  {
    "used", N_("When others make money from you"), N_("Signs, and ways out at your own pace"),
    {
      { ' ', N_("If some of this is true for you, you did not cause it. People get out of this, step by step.") },
      { '#', N_("Things to notice") },
      { '-', N_("Others set up times and places for you and keep the money.") },
      { '-', N_("You must bring in a set sum each day.") },
      { '-', N_("Someone wants new pictures of you for an ad, or wants you to say you are older.") },
      { '-', N_("Very long hours, no breaks, no pay, or a place you may not leave.") },
      { '-', N_("You are told to carry, hold, sell or steal things.") },
      { '-', N_("You are moved from town to town.") },
      { '-', N_("You are asked to bring in a friend.") },
      { '#', N_("What you can do") },
      { '-', N_("You can stop at any point, even if you said yes before.") },
      { '-', N_("A help line can think with you. It is okay to just ask a question.") },
      { '-', N_("You do not have to talk back to anyone or tell them you are leaving.") },
      { '-', N_("If you are in danger now, use the emergency number in Get help.") },
    },
  },
  {
    "kinds", N_("Ways it can look"), N_("Love, work, travel, online and more"),
    {
      { ' ', N_("Groups like Polaris have sorted many real cases. These are some kinds that can start with a message.") },
      { '-', N_("A partner who gives a lot, then asks for something back, often with other people.") },
      { '-', N_("Work on a webcam or with pictures that keeps moving the line.") },
      { '-', N_("Modeling, acting or music offers that need photos first.") },
      { '-', N_("A crew that sells door to door and moves from town to town.") },
      { '-', N_("Work in a home, a hotel, a kitchen or a farm where pay or papers are held.") },
      { '-', N_("Quick cash to carry a bag, lend a bank account or hold things.") },
      { '#', N_("Good to know") },
      { '-', N_("It does not need a border, a lock or a stranger. It can happen from home, while in school.") },
      { '-', N_("It can happen to anyone, boys too.") },
      { '-', N_("It is never your fault that someone used you.") },
    },
  },
  {
    "meeting", N_("Safer meetings"), N_("If you go, and if you would rather not"),
    {
      { ' ', N_("You choose if, when and where. “Not yet” is a fine answer, even on the day itself.") },
      { '#', N_("Before") },
      { '-', N_("Do a video call first. See if the face and the voice fit.") },
      { '-', N_("Tell a friend who, where and when. Agree on a time to check in.") },
      { '-', N_("Plan your own way there and back, and some money for it.") },
      { '#', N_("There") },
      { '-', N_("Pick a busy place in the day. Bring a friend if you like.") },
      { '-', N_("Keep your phone charged and with you. Keep an eye on your drink.") },
      { '-', N_("If they change the place at the last minute, you can go home.") },
      { '#', N_("Leaving") },
      { '-', N_("You can leave at any time. You do not need a reason.") },
      { '-', N_("A code word with a friend can mean “call me now, I need a way out.”") },
    },
  },
  {
    "images", N_("Taking pictures down"), N_("When a photo is out, or someone says it will be"),
    {
      { ' ', N_("This is not your fault. It happens to many people, and there is free help for it.") },
      { '#', N_("First steps") },
      { '-', N_("Stop replying. Do not pay and do not send more. It does not often end it.") },
      { '-', N_("Keep the messages and the profile name. Do not copy or send on any picture of someone under 18.") },
      { '-', N_("Report the account in the app, then block it.") },
      { '-', N_("Do not delete your own photo yet. Some services need it on your device to find copies. The photo itself stays with you.") },
      { '#', N_("Who can help") },
      { '-', N_("In Get help, choose the topic about pictures. Take It Down is one such service for people who were under 18 in the picture.") },
      { '-', N_("The app or site has to have a way to report. You can ask someone to sit with you while you do it.") },
      { '-', N_("If it feels too heavy, a crisis line will talk with you about that first.") },
    },
  },
  {
    "money", N_("Money and jobs"), N_("A short list to check an offer"),
    {
      { ' ', N_("Wanting to earn money is a good thing. A fair job can wait a day and will stand up to a few questions.") },
      { '#', N_("Check an offer") },
      { '-', N_("Does the firm have a name, an address and a phone number that you found yourself?") },
      { '-', N_("Is there a contract, with the pay and the hours in it?") },
      { '-', N_("Do they ask for a fee, your ID or your bank codes first? A fair boss does not.") },
      { '-', N_("Was the interview only in a chat?") },
      { '-', N_("Does it come with travel and a room? Who holds the ticket home?") },
      { '#', N_("Quick cash") },
      { '-', N_("Holding a bag or lending a bank card can turn on you. It can do so even if you did not know what it was for.") },
      { '-', N_("Your papers are yours. A boss may look at them and has to give them back.") },
      { '#', N_("Need money or a bed now?") },
      { '-', N_("Some lines in Get help find food, a bed or a bit of cash, and ask for nothing back.") },
    },
  },
  {
    "friend", N_("Helping a friend"), N_("You do not have to fix it alone"),
    {
      { ' ', N_("That they told you says a lot about you. Listening is already help.") },
      { '#', N_("Things to say") },
      { '-', N_("“I believe you.”") },
      { '-', N_("“It is not your fault.”") },
      { '-', N_("“What would help right now?”") },
      { '#', N_("Things to do") },
      { '-', N_("Let them set the pace. Ask before you tell anyone.") },
      { '-', N_("Look at Get help together. You can text or call for a friend and give no name.") },
      { '-', N_("Do not write to the other person, and do not set up a meeting with them.") },
      { '-', N_("Do not copy or pass on any pictures.") },
      { '#', N_("If it gets too big") },
      { '-', N_("If they may get hurt soon, tell an adult you trust or use the emergency number. You can say sorry later.") },
      { '-', N_("Take care of you too. You can call a line for yourself.") },
    },
  },
  {
    "talk", N_("Talking with a teen"), N_("For parents and other adults"),
    {
      { ' ', N_("Your calm is the best tool you have. Teens talk more when they know they will not lose their phone for it.") },
      { '#', N_("A good start") },
      { '-', N_("Pick a side-by-side moment: a walk, a drive, the dishes.") },
      { '-', N_("Try: “How are things with your friends online?” Then wait.") },
      { '-', N_("Ask what they like about an app before you ask what worries you.") },
      { '#', N_("If they tell you something") },
      { '-', N_("Say: “I am glad you told me. You are not in trouble.”") },
      { '-', N_("Let them choose the next step with you, and go at their pace.") },
      { '-', N_("Leave the phone and the computer with them. They may need them to ask for help.") },
      { '-', N_("Keep messages and names. Do not copy pictures. Do not write to the other person.") },
      { '#', N_("What Porchlight does not do") },
      { '-', N_("It does not show you messages, names or who they talk to. It tells nobody.") },
      { '-', N_("It misses things. A quiet week does not mean that all is well.") },
    },
  },
  {
    "staff", N_("One page for staff"), N_("For shelters and youth rooms"),
    {
      { ' ', N_("Young people who know their choices use them. This page is for you to print and for them to read too.") },
      { '#', N_("What it does here") },
      { '-', N_("It reads chat pop-ups on this computer. It may offer a check-in to the one who sits there.") },
      { '-', N_("It saves nothing, and it does not report to staff. There is nothing for you to read.") },
      { '-', N_("Anyone can pause it or turn it off for their visit.") },
      { '#', N_("What you can do") },
      { '-', N_("Say that it is there, and what it does not do. Let young people help write the rules.") },
      { '-', N_("Make a plan for the computer with each person: how, when, and a break if there is danger.") },
      { '-', N_("Add your own lines and your county's list to the directory.") },
      { '-', N_("If someone tells you something: listen, believe, ask what they want, say early what you must report.") },
      { '-', N_("Ask when it is a good time to call back, and leave plain messages.") },
      { '#', N_("What it cannot do") },
      { '-', N_("It does not see open chats, pictures, calls or other languages. When no check-in comes, that does not mean that all is well.") },
      { '-', N_("A web browser keeps its own history. Set it to forget when it is closed.") },
    },
  },
  {
    "hide", N_("What hiding can do"), N_("The Hide button and the Shift key"),
    {
      { ' ', N_("You can close this window at any moment, and open it again when it suits you.") },
      { '#', N_("What Hide does") },
      { '-', N_("Press Hide, or Shift three times within five seconds. The window goes away at once.") },
      { '-', N_("Open check-ins go away too, and a number you copied here leaves the clipboard.") },
      { '-', N_("The next time it opens on its plain first page.") },
      { '#', N_("What Hide cannot do") },
      { '-', N_("It cannot clear your browser, your phone or a printer.") },
      { '-', N_("It cannot hide from a program that records this screen, or from someone who stands behind you.") },
      { '-', N_("Porchlight itself can be found on this computer. It is not a secret program.") },
      { '-', N_("Does someone check this computer? A phone of your own, or one at school, may be a better place.") },
    },
  },
};

/**
 * pl_card_get:
 * @number: from 0
 *
 * Returns: (transfer none) (nullable): the card, %NULL after the last
 */
const PlCard *
pl_card_get (guint number)
{
  return number < G_N_ELEMENTS (cards) ? &cards[number] : NULL;
}

/**
 * pl_card_lookup:
 * @id: id of a card, such as "friend"
 *
 * Returns: (transfer none) (nullable): the card
 */
const PlCard *
pl_card_lookup (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
    if (g_str_equal (cards[i].id, id))
      return &cards[i];

  return NULL;
}

/**
 * pl_card_get_id:
 * @self: a card
 *
 * Returns: (transfer none): its id
 */
const char *
pl_card_get_id (const PlCard *self)
{
  return self->id;
}

/**
 * pl_card_get_title:
 * @self: a card
 *
 * Returns: (transfer none): its title
 */
const char *
pl_card_get_title (const PlCard *self)
{
  return _(self->title);
}

/**
 * pl_card_get_subtitle:
 * @self: a card
 *
 * Returns: (transfer none): what it is about
 */
const char *
pl_card_get_subtitle (const PlCard *self)
{
  return _(self->subtitle);
}

/**
 * pl_card_count_lines:
 * @self: a card
 *
 * Returns: how many lines it has
 */
guint
pl_card_count_lines (const PlCard *self)
{
  guint n = 0;

  while (n < PL_CARD_MAX_LINES && self->lines[n].text != NULL)
    n++;

  return n;
}

/**
 * pl_card_get_line:
 * @self: a card
 * @line: from 0, below pl_card_count_lines ()
 * @kind: (out): how it is set
 *
 * Returns: (transfer none): the line
 */
const char *
pl_card_get_line (const PlCard   *self,
                  guint           line,
                  PlCardLineKind *kind)
{
  const PlCardLine *it = &self->lines[line];

  *kind = it->mark == '#' ? PL_CARD_HEADING : it->mark == '-' ? PL_CARD_POINT : PL_CARD_TEXT;
  return _(it->text);
}
