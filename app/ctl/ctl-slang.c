// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl-slang.h"

static const PlSlang slang[] = {
  /* English */
  { "u", "you" }, { "ya", "you" }, { "yu", "you" }, { "ur", "your" }, { "yr", "your" }, { "r", "are" }, { "urself", "yourself" },
  { "pls", "please" }, { "plz", "please" }, { "plss", "please" }, { "ppl", "people" }, { "pic", "photo" }, { "pics", "photos" },
  { "pix", "photos" }, { "picture", "photo" }, { "pictures", "photos" }, { "vid", "video" }, { "vids", "videos" }, { "msg", "message" },
  { "msgs", "messages" }, { "txt", "text" }, { "thx", "thanks" }, { "ty", "thanks" }, { "tnx", "thanks" }, { "cuz", "because" }, { "bc", "because" },
  { "cos", "because" }, { "coz", "because" }, { "tmrw", "tomorrow" }, { "tmr", "tomorrow" }, { "tmw", "tomorrow" }, { "2moro", "tomorrow" },
  { "2morrow", "tomorrow" }, { "tonite", "tonight" }, { "2nite", "tonight" }, { "2night", "tonight" }, { "2day", "today" }, { "b4", "before" }, { "gr8", "great" },
  { "l8r", "later" }, { "l8", "late" }, { "m8", "mate" }, { "w8", "wait" }, { "4ever", "forever" }, { "2gether", "together" },
  { "sum1", "someone" }, { "any1", "anyone" }, { "every1", "everyone" }, { "no1", "noone" }, { "sumone", "someone" }, { "sumthing", "something" },
  { "smth", "something" }, { "sth", "something" }, { "abt", "about" }, { "bout", "about" }, { "rn", "now" }, { "n", "and" }, { "nd", "and" },
  { "w", "with" }, { "wit", "with" }, { "wth", "with" }, { "wanna", "wantto" }, { "gonna", "goingto" }, { "gotta", "gotto" }, { "lemme", "letme" },
  { "gimme", "giveme" }, { "kno", "know" }, { "knw", "know" }, { "idk", "dontknow" }, { "dunno", "dontknow" }, { "dat", "that" }, { "da", "the" },
  { "dis", "this" }, { "dont", "dont" }, { "dnt", "dont" }, { "donot", "dont" }, { "mum", "mom" }, { "mommy", "mom" }, { "mother", "mom" },
  { "mums", "moms" }, { "father", "dad" }, { "daddy", "dad" }, { "luv", "love" }, { "lov", "love" }, { "bby", "baby" }, { "bbe", "baby" }, { "bb", "baby" },
  { "gf", "girlfriend" }, { "bf", "boyfriend" }, { "bff", "bestfriend" }, { "fb", "facebook" }, { "insta", "instagram" }, { "ig", "instagram" }, { "sc", "snapchat" },
  { "snap", "snapchat" }, { "wa", "whatsapp" }, { "whats", "whatsapp" }, { "wpp", "whatsapp" }, { "tg", "telegram" }, { "disc", "discord" }, { "pw", "password" }, { "pword", "password" },
  { "pass", "password" }, { "passwd", "password" }, { "pswd", "password" }, { "acc", "account" }, { "acct", "account" }, { "skool", "school" },
  { "sch", "school" }, { "wk", "week" }, { "wks", "weeks" }, { "cps", "cps" }, { "hw", "homework" },
  { "hmu", "hitmeup" }, { "ily", "iloveyou" }, { "omw", "onmyway" }, { "yrs", "years" }, { "yo", "yearold" }, { "ok", "okay" }, { "k", "okay" }, { "kk", "okay" }, { "okey", "okay" },
  { "ye", "yes" }, { "yeah", "yes" }, { "yea", "yes" }, { "yep", "yes" }, { "yup", "yes" }, { "nope", "no" }, { "nah", "no" }, { "srsly", "seriously" }, { "secrt", "secret" }, { "seceret", "secret" },
  { "im", "im" }, { "iam", "im" }, { "ull", "youll" }, { "ure", "youre" }, { "youre", "youre" }, { "theyre", "theyre" }, { "wont", "wont" }, { "cant", "cant" }, { "cannot", "cant" },
  /* Ways of speaking English: who writes so means what others mean. */
  { "dese", "these" }, { "dere", "there" }, { "tho", "though" }, { "thru", "through" }, { "nuh", "not" }, { "yall", "you" },
  { "youse", "you" }, { "yous", "you" }, { "yinz", "you" }, { "dinnae", "dont" }, { "dinna", "dont" }, { "didnae", "didnt" }, { "cannae", "cant" },
  { "wasnae", "wasnt" }, { "aint", "isnt" }, { "gon", "goingto" }, { "finna", "goingto" }, { "boutta", "goingto" }, { "bouta", "goingto" }, { "tryna", "tryingto" }, { "tryin", "trying" },
  { "goin", "going" }, { "doin", "doing" }, { "comin", "coming" }, { "talkin", "talking" }, { "tellin", "telling" }, { "askin", "asking" }, { "lookin", "looking" }, { "workin", "working" },
  { "makin", "making" }, { "takin", "taking" }, { "gettin", "getting" }, { "sayin", "saying" }, { "livin", "living" }, { "stayin", "staying" }, { "givin", "giving" }, { "sendin", "sending" },
  { "bein", "being" }, { "havin", "having" }, { "thinkin", "thinking" }, { "feelin", "feeling" }, { "movin", "moving" }, { "waitin", "waiting" }, { "callin", "calling" }, { "textin", "texting" },
  { "payin", "paying" }, { "runnin", "running" }, { "sittin", "sitting" }, { "keepin", "keeping" }, { "meetin", "meeting" }, { "needin", "needing" }, { "wantin", "wanting" },
  { "leavin", "leaving" }, { "hidin", "hiding" }, { "lyin", "lying" }, { "buyin", "buying" }, { "drivin", "driving" }, { "walkin", "walking" }, { "watchin", "watching" }, { "playin", "playing" },
  { "nothin", "nothing" }, { "nuthin", "nothing" }, { "nuttin", "nothing" }, { "nowt", "nothing" }, { "somethin", "something" }, { "sumn", "something" }, { "summat", "something" },
  { "anythin", "anything" }, { "owt", "anything" }, { "everythin", "everything" }, { "errbody", "everybody" }, { "erbody", "everybody" }, { "errthing", "everything" },
  { "aye", "yes" }, { "naw", "no" }, { "nae", "no" },
  { "prolly", "probably" }, { "shoulda", "shouldhave" }, { "coulda", "couldhave" }, { "woulda", "wouldhave" },
  /* Spanish */
  { "q", "que" }, { "ke", "que" }, { "xq", "porque" }, { "pq", "porque" }, { "porq", "porque" }, { "xk", "porque" }, { "pk", "porque" }, { "tmb", "tambien" }, { "tb", "tambien" },
  { "tbn", "tambien" }, { "tambn", "tambien" }, { "xfa", "porfavor" }, { "porfa", "porfavor" }, { "pf", "porfavor" }, { "porfis", "porfavor" }, { "d", "de" }, { "x", "por" }, { "xa", "para" }, { "pa", "para" },
  { "toy", "estoy" }, { "toi", "estoy" }, { "tas", "estas" }, { "ta", "esta" }, { "tqm", "tequieromucho" }, { "tkm", "tequieromucho" }, { "tq", "tequiero" }, { "bn", "bien" }, 
  { "grax", "gracias" }, { "grcs", "gracias" }, { "salu2", "saludos" }, { "nadien", "nadie" }, { "msj", "mensaje" }, { "msjs", "mensajes" }, { "mjs", "mensaje" }, { "fotito", "foto" }, { "foticos", "fotos" }, { "fotitos", "fotos" },
  { "cel", "celular" }, { "movil", "celular" }, { "telefono", "celular" }, { "tel", "celular" }, { "mami", "mama" }, { "papi", "papa" }, { "ahorita", "ahora" }, { "ntp", "notepreocupes" }, { "contrasenia", "contrasena" }, { "clave", "contrasena" },
  /* Ways of speaking Spanish */
  { "tenes", "tienes" }, { "podes", "puedes" }, { "queres", "quieres" }, { "venis", "vienes" }, { "decis", "dices" }, { "salis", "sales" }, { "vivis", "vives" },
  { "pensas", "piensas" }, { "contas", "cuentas" }, { "decime", "dime" }, { "contame", "cuentame" }, { "veni", "ven" }, { "vosotros", "ustedes" }, { "vosotras", "ustedes" },
  { "teneis", "tienen" }, { "podeis", "pueden" }, { "quereis", "quieren" }, { "habeis", "han" }, { "estais", "estan" }, { "chamba", "trabajo" }, { "laburo", "trabajo" },
  { "curro", "trabajo" }, { "chambear", "trabajar" }, { "laburar", "trabajar" }, { "currar", "trabajar" }, { "plata", "dinero" }, { "guita", "dinero" }, { "pisto", "dinero" },
  { "varo", "dinero" }, { "coche", "carro" }, { "auto", "carro" }, { "celu", "celular" }, { "depto", "departamento" }, { "depa", "departamento" },
  { NULL, NULL },
};

/**
 * pl_slang_get:
 *
 * Returns: (transfer none) (array zero-terminated=1): short forms of chat, English and Spanish, the end marked with %NULL
 */
const PlSlang *
pl_slang_get (void)
{
  return slang;
}
