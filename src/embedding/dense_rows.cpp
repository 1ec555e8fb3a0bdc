#include "embedding/dense_rows.h"

#include <Eigen/Core>

#include "base/parallel.h"

namespace passerelle {

DenseRows DenseRows::of(const Embedding& embedding, std::span<const std::string> texts) {
  DenseRows rows;
  rows.count_ = texts.size();
  rows.dimensions_ = embedding.dimensions();
  rows.values_.resize(rows.count_ * rows.dimensions_);
  parallel_for(texts.size(), [&](std::size_t index) {
    embedding.embed(texts[index], {rows.values_.data() + index * rows.dimensions_, rows.dimensions_});
  });
  return rows;
}

void DenseRows::compare(std::span<const float> query, std::span<float> similarities) const {
  using RowMajor = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const Eigen::Map<const RowMajor> matrix(values_.data(), static_cast<Eigen::Index>(count_),
                                          static_cast<Eigen::Index>(dimensions_));
  const Eigen::Map<const Eigen::VectorXf> vector(query.data(), static_cast<Eigen::Index>(query.size()));
  Eigen::Map<Eigen::VectorXf>(similarities.data(), static_cast<Eigen::Index>(similarities.size())).noalias() =
      matrix * vector;
}

}  // namespace passerelle
