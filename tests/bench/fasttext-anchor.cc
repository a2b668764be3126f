// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fasttext-anchor.h"

#include <fasttext/fasttext.h>

#include <istream>
#include <streambuf>
#include <vector>

namespace
{
/* A message as a stream, without a copy. */
class Bytes : public std::streambuf
{
public:
  Bytes (char *begin, char *end)
  {
    setg (begin, begin, end);
  }
};
}

struct _PlFasttext
{
  fasttext::FastText classifier;
};

PlFasttext *
pl_fasttext_open (const char *path)
{
  auto *self = new PlFasttext;

  self->classifier.loadModel (path);

  return self;
}

void
pl_fasttext_free (PlFasttext *self)
{
  delete self;
}

float
pl_fasttext_predict (PlFasttext *self,
                     char       *line,
                     size_t      length)
{
  Bytes bytes (line, line + length);
  std::istream stream (&bytes);
  std::vector<std::pair<fasttext::real, std::string>> predictions;

  self->classifier.predictLine (stream, predictions, 1, 0);

  return predictions.empty () ? 0 : predictions[0].first;
}
