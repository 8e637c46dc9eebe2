"""Two reports side by side, in words: what has changed of figures, texts and judgements, ready to be shown in any form. Pure."""
