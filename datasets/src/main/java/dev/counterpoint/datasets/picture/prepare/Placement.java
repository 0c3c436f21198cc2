package dev.counterpoint.datasets.picture.prepare;

/**
 * Where the resized picture lies in the target, along one side.
 *
 * @param whole pixels of the resized picture
 * @param crop how many of them are left out at the start
 * @param size how many are shown
 * @param pad pixels of padding before them
 */
record Placement(int whole, int crop, int size, int pad) {

  /**
   * Places one side.
   *
   * @param source pixels of this side
   * @param otherSource pixels of the other side
   * @param target pixels of this side of the target
   * @param otherTarget pixels of the other side of the target
   */
  static Placement of(Resize resize, int source, int otherSource, int target, int otherTarget) {
    if (resize == Resize.STRETCH) {
      return new Placement(target, 0, target, 0);
    }
    // This side with the shape kept, if the other side is exactly as long as its target.
    long product = (long) source * otherTarget;
    if (resize == Resize.PAD) {
      int size =
          (int) Math.min(target, Math.max(1, (2 * product + otherSource) / (2L * otherSource)));
      return new Placement(size, 0, size, (target - size) / 2);
    }
    int whole = Math.toIntExact(Math.max(target, product / otherSource));
    return new Placement(whole, (whole - target) / 2, target, 0);
  }
}
