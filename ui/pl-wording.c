// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-wording.h"

#include <glib/gi18n.h>

/* What is said for one concern. At least three ways to say what was noticed, so that the same text wears out later. */
typedef struct
{
  const char *kind;                        /* the behaviour as a short phrase, for "Why am I seeing this?" */
  const char *noticed[4];                  /* two to four short sentences, under 45 words; up to the first NULL */
  const char *steps[PL_WORDING_MAX_STEPS]; /* things to do alone, the easiest first; up to the first NULL */
  gboolean already;                        /* whether something may have been sent or agreed to before */
} PlWords;

static const PlWords words[PL_CONCERN_GENERAL + 1] = {
  [PL_CONCERN_FLATTERY] = {
    .kind = N_("very strong praise, or getting close very fast"),
    .noticed = {
      N_("Someone is saying very kind things, very fast. Kind words feel good. You can enjoy them and still take your time."),
      N_("A chat got close quickly. A good friend can wait while you get to know them. You set the pace."),
      N_("Someone says that only they get you. That can feel good to hear. More than one person can care about you."),
    },
    .steps = {
      N_("Answer when you want to. A slow answer is fine."),
      N_("Say no to one small thing. See how they take it."),
      N_("Tell a friend about this chat and ask what they think."),
    },
  },
  [PL_CONCERN_AGE_PROBE] = {
    .kind = N_("questions about age, home, school or being alone"),
    .noticed = {
      N_("Someone asked about your age, your home or when you are alone. You do not have to answer. You can talk about something else."),
      N_("A chat had questions about your life at home or school. Some people just want to know you. You choose what to share, and when."),
      N_("Someone wants to know who is near you or who sees your phone. That is yours to keep. “I don't want to say” is a full answer."),
    },
    .steps = {
      N_("Leave a question open, or ask why they want to know."),
      N_("Keep your school, street and daily plan to yourself for now."),
      N_("Look at what your profile shows to people you do not know."),
    },
  },
  [PL_CONCERN_GIFT_MONEY] = {
    .kind = N_("an offer of money, gifts or a place to stay"),
    .noticed = {
      N_("Someone offered you money or a gift. Some gifts come with a catch. You do not owe anyone for a gift, even one you kept."),
      N_("A chat had an offer in it: cash, game money, or a place to stay. You can say no thanks. You can also ask what they want back."),
      N_("Someone wants to give you something. A real gift asks for nothing back. You can wait a day before you say yes."),
    },
    .steps = {
      N_("Wait a day. A fair offer will still be there."),
      N_("Ask what they want for it, and see if the answer is clear."),
      N_("Need money, food or a bed? There are people who help and ask for nothing back."),
    },
    .already = TRUE,
  },
  [PL_CONCERN_JOB_OFFER] = {
    .kind = N_("a job or quick money that sounds very good"),
    .noticed = {
      N_("A job came up in a chat. Real jobs can wait a day. They do not need a fee or a photo of your ID first. Want a short list of things to check?"),
      N_("Someone offered you work with good pay. You can ask for the name and street of the firm. A fair boss will not mind."),
      N_("A chat had an offer of quick money. Holding, moving or lending things for others can turn on you later. You can say no now or ask more first."),
    },
    .steps = {
      N_("Ask for the firm's name, its address and a written contract."),
      N_("Pay nothing first. Keep your ID, bank card and bank codes."),
      N_("Look the firm up, and call it on a number you found yourself."),
      N_("Tell someone where you go before a first meeting."),
    },
    .already = TRUE,
  },
  [PL_CONCERN_PLATFORM_SWITCH] = {
    .kind = N_("asking to move the chat to another app"),
    .noticed = {
      N_("Someone wants to move this chat to a new app. You can stay here if you like. A move can make it harder to block or report."),
      N_("A chat may be heading to a more private place. Many people do this, and it may be fine. You pick where you talk."),
      N_("Someone asked you to talk on some other app. There is no rush. You can say that you like it here."),
    },
    .steps = {
      N_("Say that you want to stay in this chat for now."),
      N_("Look up how to block and report in the new app first."),
      N_("Keep your phone number to yourself until you know them well."),
    },
  },
  [PL_CONCERN_SECRECY] = {
    .kind = N_("asking to keep a secret or to delete a chat"),
    .noticed = {
      N_("Someone asked you to keep a chat secret. You get to pick who you talk to. People who care about you won't mind if you tell a friend."),
      N_("A chat asked you to hide or delete something. A nice surprise is one thing. A secret that feels heavy is one you can share."),
      N_("Someone would like this to stay between you two. It may be nothing. You can still tell one person you trust."),
    },
    .steps = {
      N_("Keep the chat for now. You can always delete it later."),
      N_("Ask yourself: would this person mind if a friend of mine knew?"),
      N_("Tell one person you trust. It can be as short as “can I show you a chat?”"),
    },
  },
  [PL_CONCERN_ISOLATION] = {
    .kind = N_("talking you away from friends, family or helpers"),
    .noticed = {
      N_("A chat put down your friends or family. You can like someone and keep your other people too."),
      N_("Someone says that others do not care about you. It can hurt to read that. You know your people best."),
      N_("Someone may want you to see less of other people. You get to have friends, and time of your own."),
    },
    .steps = {
      N_("Send a short hello to someone you like."),
      N_("Keep one plan this week that is just yours."),
      N_("If home is hard, there are people outside it who will listen."),
    },
  },
  [PL_CONCERN_IMAGE_REQUEST] = {
    .kind = N_("asking for photos, video or the camera"),
    .noticed = {
      N_("Someone may be asking for a photo of you. You can say no, wait, or leave the chat. You do not have to say why."),
      N_("A chat asked for pictures or a video call. Your photos are yours. “Not today” is a fine answer."),
      N_("Someone wants to see you on camera. If it feels odd, you can stop. A friend will take no for an answer."),
    },
    .steps = {
      N_("Say no, change the subject, or leave the chat."),
      N_("Cover the camera or leave the phone in some other room."),
      N_("If they keep asking, you can block them. You owe no reason."),
    },
    .already = TRUE,
  },
  [PL_CONCERN_MEETING_TRAVEL] = {
    .kind = N_("planning to meet, or paying for a ride or trip"),
    .noticed = {
      N_("Someone wants to meet up or pay for a ride. You can slow this down. If you go, pick a busy place and tell a friend where you will be."),
      N_("A plan to meet came up in a chat. You can pick the time and place, or say not yet. Bring a friend if you go."),
      N_("Someone offered a ride, a ticket or a room. You can get there and back on your own, or stay home. Both are fine."),
    },
    .steps = {
      N_("Say “not yet” and see how they take it."),
      N_("Do a video call first, to see who it is."),
      N_("If you go: a busy place, in the day, with your own way home."),
      N_("If you go: tell a friend where, when and who. Agree on a time to check in."),
    },
    .already = TRUE,
  },
  [PL_CONCERN_ACCOUNT_REQUEST] = {
    .kind = N_("asking for a login, a password or a code"),
    .noticed = {
      N_("Someone asked for a password or a code. Those are yours alone. A real friend or a real firm does not need them."),
      N_("A chat wants to get into one of your accounts. You can say no. It is not rude to keep your keys."),
      N_("Someone may want to use or run your account. You can help in some other way, or not at all."),
    },
    .steps = {
      N_("Keep codes that come by text or mail to yourself."),
      N_("Change the password if you gave it to someone."),
      N_("Turn on two-step login, and log out other devices."),
    },
    .already = TRUE,
  },
  [PL_CONCERN_THREAT] = {
    .kind = N_("a threat, or pushing with fear"),
    .noticed = {
      N_("It looks like someone is using a threat to push you. This is not your fault. You can stop replying now. Paying or sending more does not often end it. People can help you get photos taken down."),
      N_("Someone may be trying to scare you into something. It is not your fault. You do not have to answer. There is help for this, and it is free."),
      N_("A message tried to push you with fear. You did not cause this. You can put it down now. Others have come through this, and people can help."),
    },
    .steps = {
      N_("Stop replying. You do not have to pay or send more."),
      N_("Keep the messages and the profile name. Do not copy or send on any picture."),
      N_("Block the account. You can report it in the app too."),
      N_("Tell one person you trust, or one of the people below."),
    },
    .already = TRUE,
  },
  [PL_CONCERN_CONTROL_DEBT] = {
    .kind = N_("saying that you owe, or wanting to track or hold things"),
    .noticed = {
      N_("Someone says you owe them, or wants to know where you are. You have a right to say no. You can get help to plan your next step, at your own pace."),
      N_("A chat had rules about your time, your money or your papers. Your papers and your phone are yours. You can talk to someone about it."),
      N_("Someone may want a lot of say over what you do. You get a say too. Help can start with one question."),
    },
    .steps = {
      N_("Write down what they say you owe. Ask someone you trust to look."),
      N_("Keep your ID with you, or a photo of it in a place only you know."),
      N_("Look at who can see where your phone is. Changing it can be noticed, so do it when you feel ready."),
    },
    .already = TRUE,
  },
  [PL_CONCERN_COMMERCIAL] = {
    .kind = N_("plans for time with others in return for money"),
    .noticed = {
      N_("A chat may be setting up meetings for money with you in them. It is okay to want out, or to be unsure. You can talk it over and give no name."),
      N_("Someone may be making plans for you with other people. You get to say no, at any point. There are people who will listen and not judge."),
      N_("A message had rules or plans about money and your time with others. You did nothing wrong by reading it. Help is there when you want it."),
    },
    .steps = {
      N_("You can stop here, even if you said yes before."),
      N_("Think of one place or person where you can take a break."),
      N_("Talk to a line below. They help you think, at your own pace."),
    },
    .already = TRUE,
  },
  [PL_CONCERN_DISCLOSURE] = {
    .kind = N_("a friend who may be having a hard time"),
    .noticed = {
      N_("It looks like a friend told you something hard. You do not need to fix it. Being there is already a lot."),
      N_("A friend may need some help. You can listen, say that you believe them, and look for help with them."),
      N_("Someone trusts you with something big. That says a lot about you. You do not have to carry it alone."),
    },
    .steps = {
      N_("Say: “I believe you. It is not your fault.”"),
      N_("Ask what they want to happen. Let them set the pace."),
      N_("Look at the list of people who can help together. You can ask for a friend."),
      N_("If they may get hurt soon, tell an adult you trust, even if you said you would not."),
    },
  },
  [PL_CONCERN_GENERAL] = {
    .kind = N_("a message that looked a bit like pressure"),
    .noticed = {
      N_("A message looked a bit like pressure. It may be nothing, and you know it best. If you want, here are some things that help."),
      N_("Something in a chat stood out a little. It can be fine. You can take a second look at your own pace."),
      N_("A chat had a few things that people often ask about. You decide what it means. Here are some ideas."),
    },
    .steps = {
      N_("Take a break before you answer. You can answer later or not at all."),
      N_("Ask yourself: do I feel okay to say no here?"),
      N_("Talk it over with someone you trust."),
    },
  },
};

/* One feeling-safe line, in rotation with what was noticed. */
static const char *const feelings[] = {
  N_("Whatever you feel about it is okay."),
  N_("It may be nothing. You know it best, and you get to choose."),
  N_("There is no test here and no wrong answer."),
};

static const char *const feelings_threat[] = {
  N_("It is okay to feel scared or angry. It can get better, one step at a time."),
  N_("Take a breath. Nothing has to be fixed this minute."),
  N_("You are not the only one this happens to, and you are not in trouble with us."),
};

static const char *const feelings_friend[] = {
  N_("It is okay if you do not know what to say."),
  N_("Take care of you too. This can be a lot."),
  N_("You can step back when you need to. You are still a good friend."),
};

static const PlWords *
get_words (PlConcern concern)
{
  if ((guint) concern > PL_CONCERN_GENERAL)
    concern = PL_CONCERN_GENERAL;

  return &words[concern];
}

/**
 * pl_wording_count:
 * @concern: a concern, or %PL_CONCERN_GENERAL
 *
 * Returns: how many ways there are to say what was noticed; at least 3
 */
guint
pl_wording_count (PlConcern concern)
{
  const PlWords *self = get_words (concern);
  guint n = 0;

  while (n < G_N_ELEMENTS (self->noticed) && self->noticed[n] != NULL)
    n++;

  return n;
}

/**
 * pl_wording_get_noticed:
 * @concern: what leads, %PL_CONCERN_GENERAL where nothing does
 * @wording: any number; taken modulo how many texts there are
 *
 * Returns: (transfer none): what was noticed, as behaviour, in the person's language
 */
const char *
pl_wording_get_noticed (PlConcern concern,
                        guint     wording)
{
  return _(get_words (concern)->noticed[wording % pl_wording_count (concern)]);
}

/**
 * pl_wording_get_feeling:
 * @concern: what leads
 * @wording: any number; taken modulo how many texts there are
 *
 * Returns: (transfer none): one line that says that any feeling is fine
 */
const char *
pl_wording_get_feeling (PlConcern concern,
                        guint     wording)
{
  if (concern == PL_CONCERN_THREAT)
    return _(feelings_threat[wording % G_N_ELEMENTS (feelings_threat)]);

  if (concern == PL_CONCERN_DISCLOSURE)
    return _(feelings_friend[wording % G_N_ELEMENTS (feelings_friend)]);

  return _(feelings[wording % G_N_ELEMENTS (feelings)]);
}

/**
 * pl_wording_get_step:
 * @concern: what leads
 * @step: number of the step, from 0
 *
 * Returns: (transfer none) (nullable): a thing to do alone, %NULL after the last
 */
const char *
pl_wording_get_step (PlConcern concern,
                     guint     step)
{
  const PlWords *self = get_words (concern);

  if (step >= PL_WORDING_MAX_STEPS || self->steps[step] == NULL)
    return NULL;

  return _(self->steps[step]);
}

/**
 * pl_wording_get_kind:
 * @concern: a concern, or %PL_CONCERN_GENERAL
 *
 * Returns: (transfer none): the behaviour as a short phrase in lower case
 */
const char *
pl_wording_get_kind (PlConcern concern)
{
  return _(get_words (concern)->kind);
}

/**
 * pl_wording_get_already:
 * @concern: what leads
 *
 * Returns: (transfer none) (nullable): a line for somebody who has already sent something or said yes,
 *   %NULL where it would not fit
 */
const char *
pl_wording_get_already (PlConcern concern)
{
  if (!get_words (concern)->already)
    return NULL;

  return _("Already sent something, or said yes? You are not in trouble with us. You still have choices, and we can show you some.");
}

/**
 * pl_wording_dup_reasons:
 * @reasons: a bit (1 << concern) for each kind of reason
 *
 * Returns: (transfer full): the kinds of reason as a list, one a line with a bullet; the general one where @reasons is 0
 */
char *
pl_wording_dup_reasons (guint reasons)
{
  GString *list = g_string_new (NULL);

  for (guint concern = 0; concern < PL_N_CONCERNS; concern++)
    if ((reasons & (1u << concern)) != 0)
      g_string_append_printf (list, "%s• %s", list->len > 0 ? "\n" : "", pl_wording_get_kind (concern));

  if (list->len == 0)
    g_string_append_printf (list, "• %s", pl_wording_get_kind (PL_CONCERN_GENERAL));

  return g_string_free (list, FALSE);
}
