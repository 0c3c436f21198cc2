package dev.counterpoint.inference.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.TranslateException;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import dev.counterpoint.datasets.CounterpointException;
import dev.counterpoint.datasets.picture.prepare.PicturePreparation;
import dev.counterpoint.inference.config.BundleConfig;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * From pictures to results by way of one array for the whole batch: the arrays of DJL's ONNX
 * Runtime engine cannot be stacked.
 */
final class BundleTranslator<I, O> implements Translator<I, O> {

  private final PicturePreparation preparation;
  private final PictureSource<I> source;
  private final ResultMaker<O> result;

  BundleTranslator(PicturePreparation preparation, PictureSource<I> source, ResultMaker<O> result) {
    this.preparation = preparation;
    this.source = source;
    this.result = result;
  }

  @Override
  public NDList batchProcessInput(TranslatorContext context, List<I> inputs)
      throws TranslateException {
    Shape shape =
        new Shape(
            inputs.size(),
            preparation.channels().count(),
            preparation.height(),
            preparation.width());
    ByteBuffer pixels =
        ByteBuffer.allocateDirect(Math.toIntExact(shape.size() * Float.BYTES))
            .order(ByteOrder.nativeOrder());
    FloatBuffer numbers = pixels.asFloatBuffer();
    for (I input : inputs) {
      try {
        preparation.write(source.read(input, preparation.reduction()), numbers);
      } catch (CounterpointException e) {
        throw new TranslateException(e.getMessage(), e);
      }
    }
    NDArray array = context.getNDManager().create(pixels, shape, DataType.FLOAT32);
    array.setName(BundleConfig.PIXEL_VALUES);
    return new NDList(array);
  }

  @Override
  public List<O> batchProcessOutput(TranslatorContext context, NDList list) {
    NDArray output =
        list.stream()
            .filter(array -> result.layer().output().equals(array.getName()))
            .findFirst()
            .orElseThrow();
    int count = (int) output.getShape().get(0);
    float[] numbers = output.toFloatArray();
    int width = numbers.length / count;
    List<O> results = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      results.add(result.make().apply(Arrays.copyOfRange(numbers, i * width, (i + 1) * width)));
    }
    return results;
  }

  @Override
  public NDList processInput(TranslatorContext context, I input) throws TranslateException {
    return batchProcessInput(context, List.of(input));
  }

  @Override
  public O processOutput(TranslatorContext context, NDList list) {
    return batchProcessOutput(context, list).get(0);
  }
}
