package dev.counterpoint.app.bench.peer;

import static org.bytedeco.pytorch.global.torch.gelu;
import static org.bytedeco.pytorch.global.torch.scaled_dot_product_attention;

import java.util.List;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.LayerNormImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.LongVector;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;

/** A pre-LN transformer block with libtorch's fused attention. */
final class PeerBlock extends Module {

  private final int heads;
  private final boolean causal;
  private final LayerNormImpl attentionNorm;
  private final LinearImpl qkv;
  private final LinearImpl out;
  private final LayerNormImpl mlpNorm;
  private final LinearImpl expand;
  private final LinearImpl contract;

  PeerBlock(int width, int heads, boolean causal) {
    this.heads = heads;
    this.causal = causal;
    attentionNorm = register_module("attentionNorm", new LayerNormImpl(new LongVector(new long[] {width})));
    qkv = register_module("qkv", new LinearImpl(width, 3L * width));
    out = register_module("out", new LinearImpl(width, width));
    mlpNorm = register_module("mlpNorm", new LayerNormImpl(new LongVector(new long[] {width})));
    expand = register_module("expand", new LinearImpl(width, 4L * width));
    contract = register_module("contract", new LinearImpl(4L * width, width));
  }

  List<Tensor> state() {
    return List.of(
        attentionNorm.weight(),
        attentionNorm.bias(),
        qkv.weight(),
        qkv.bias(),
        out.weight(),
        out.bias(),
        mlpNorm.weight(),
        mlpNorm.bias(),
        expand.weight(),
        expand.bias(),
        contract.weight(),
        contract.bias());
  }

  /** Tokens {@code (N, L, width)}. */
  Tensor of(Tensor x) {
    Tensor y = x.add(attention(attentionNorm.forward(x)));
    return y.add(contract.forward(gelu(expand.forward(mlpNorm.forward(y)))));
  }

  private Tensor attention(Tensor x) {
    long n = x.size(0);
    long length = x.size(1);
    long width = x.size(2);
    TensorVector parts = qkv.forward(x).chunk(3, 2);
    Tensor mixed =
        scaled_dot_product_attention(
            heads(parts.get(0), n, length, width),
            heads(parts.get(1), n, length, width),
            heads(parts.get(2), n, length, width),
            new TensorOptional(),
            0,
            causal,
            new DoubleOptional(),
            false); // (N, heads, L, width / heads)
    return out.forward(mixed.transpose(1, 2).reshape(n, length, width));
  }

  private Tensor heads(Tensor x, long n, long length, long width) {
    return x.view(n, length, heads, width / heads).transpose(1, 2);
  }
}
