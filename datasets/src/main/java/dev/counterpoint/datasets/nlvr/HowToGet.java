package dev.counterpoint.datasets.nlvr;

/** Sentences that say how the data are had. */
final class HowToGet {

  /** How to get NLVR. */
  static final String NLVR =
      "NLVR is github.com/lil-lab/nlvr (CC BY 4.0). Pack its parts dev, test and hidden as"
          + " WebDataset shards nlvr/nlvr-dev.tar, nlvr/nlvr-test.tar and nlvr/nlvr-hidden.tar"
          + " with KEY.png, KEY.txt (the sentence) and KEY.json (label, identifier), and name the"
          + " folder above them with --data or COUNTERPOINT_DATA.";

  private HowToGet() {}
}
