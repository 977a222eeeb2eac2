package cts.server.storage;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.sql.Types;
import org.jooq.Binding;
import org.jooq.BindingGetResultSetContext;
import org.jooq.BindingGetSQLInputContext;
import org.jooq.BindingGetStatementContext;
import org.jooq.BindingRegisterContext;
import org.jooq.BindingSQLContext;
import org.jooq.BindingSetSQLOutputContext;
import org.jooq.BindingSetStatementContext;
import org.jooq.Converter;
import org.jooq.SQLDialect;
import org.jooq.conf.ParamType;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Carries exact decimals to and from the database: NUMERIC(38,18) on PostgreSQL, canonical decimal text on SQLite, whose
 * own DECIMAL is a double. Values come back without trailing zeros, whatever they were written with.
 *
 * <p>A value with more than 18 decimals or 20 integer digits is refused here: PostgreSQL would round the first silently.
 */
public final class MoneyBinding implements Binding<BigDecimal, BigDecimal> {
    private static final long serialVersionUID = 1L;
    private static final int MOST_DECIMALS = 18;
    private static final int MOST_INTEGER_DIGITS = 20;

    /**
     * The value without trailing zeros, with a scale from 0 to 18, fit for both databases.
     *
     * @throws StorageException if it has more digits than the databases keep
     */
    static BigDecimal canonical(BigDecimal value) {
        if (value.signum() == 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal stripped = value.stripTrailingZeros();
        if (stripped.scale() > MOST_DECIMALS || stripped.precision() - stripped.scale() > MOST_INTEGER_DIGITS) {
            throw StorageException.refused("The amount " + value + " cannot be stored exactly: it may have at most "
                    + MOST_INTEGER_DIGITS + " digits before and " + MOST_DECIMALS + " after the decimal point.");
        }
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** As {@link #canonical}, in plain notation. */
    static String text(BigDecimal value) {
        return canonical(value).toPlainString();
    }

    @Override
    public Converter<BigDecimal, BigDecimal> converter() {
        return Converter.ofNullable(
                BigDecimal.class, BigDecimal.class, MoneyBinding::canonical, MoneyBinding::canonical);
    }

    @Override
    public void sql(BindingSQLContext<BigDecimal> context) {
        if (context.render().paramType() == ParamType.INLINED) {
            BigDecimal value = context.value();
            context.render().visit(value == null ? DSL.inline((String) null) : DSL.inline(text(value)));
            return;
        }
        context.render().sql(context.variable());
    }

    @Override
    public void set(BindingSetStatementContext<BigDecimal> context) throws SQLException {
        BigDecimal value = context.value();
        if (value == null) {
            context.statement().setNull(context.index(), Types.NULL);
        } else if (context.family() == SQLDialect.SQLITE) {
            context.statement().setString(context.index(), text(value));
        } else {
            context.statement().setBigDecimal(context.index(), canonical(value));
        }
    }

    @Override
    public void get(BindingGetResultSetContext<BigDecimal> context) throws SQLException {
        context.value(read(context.resultSet().getString(context.index())));
    }

    @Override
    public void get(BindingGetStatementContext<BigDecimal> context) throws SQLException {
        context.value(read(context.statement().getString(context.index())));
    }

    @Override
    public void register(BindingRegisterContext<BigDecimal> context) throws SQLException {
        context.statement().registerOutParameter(context.index(), Types.VARCHAR);
    }

    @Override
    public void set(BindingSetSQLOutputContext<BigDecimal> context) throws SQLException {
        BigDecimal value = context.value();
        context.output().writeString(value == null ? null : text(value));
    }

    @Override
    public void get(BindingGetSQLInputContext<BigDecimal> context) throws SQLException {
        context.value(read(context.input().readString()));
    }

    private static @Nullable BigDecimal read(@Nullable String text) {
        return text == null ? null : canonical(new BigDecimal(text));
    }
}
